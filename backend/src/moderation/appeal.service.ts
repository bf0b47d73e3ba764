import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { StandingService } from '../contribution/standing.service.js';
import { VoiceReceiptService } from '../contribution/voice-receipt.service.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { APPEAL_DECIDED } from './report.events.js';
import { Appeal } from './report.entity.js';
import type { AppealDecisionInput } from './report.graphql.js';
import { canDecideAppeal } from './report.policy.js';

/** Appeals against what was decided, by the author or by who reported; another person decides (Art. 20 DSA). */
@Injectable()
export class AppealService {
  constructor(
    private readonly em: EntityManager,
    private readonly standing: StandingService,
    private readonly receipts: VoiceReceiptService,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  /** The author's appeal, once, with number and code of the receipt. Throws `contribution.not-found`, `appeal.not-possible`. */
  async byAuthor(number: string, code: string, text: string): Promise<void> {
    const { kind, said, contribution } = await this.receipts.held(number, code);
    const { id, decidedBy } = said;
    const isAgainst = said.standing === 'hidden' || Boolean(said.redactedText);
    const known = await this.em.findOne(Appeal, { subjectId: id, reportId: null });
    if (!isAgainst || !decidedBy || known) throw new Problem('appeal.not-possible');
    if (!text.trim()) throw invalid('text', 'report.text-missing');
    this.em.persist(
      this.em.create(Appeal, {
        ...{ procedureId: contribution.procedureId, kind, subjectId: id, reportId: null, text },
        ...{ madeAt: clock.now(), against: decidedBy },
      } as never),
    );
  }

  /** Decides an appeal. Throws `appeal.not-found`, `canDecideAppeal.forbidden` for who decided first, `input.invalid`. */
  async decide({ id, outcome, answer }: AppealDecisionInput): Promise<void> {
    const appeal = await this.em.findOne(Appeal, { id, decidedAt: null });
    if (!appeal) throw notFound('appeal');
    authorize(canDecideAppeal, appeal);
    if (!answer.trim()) throw invalid('answer', 'moderation.reason-missing');
    const by = { decidedAt: clock.now(), decidedBy: current.actor.accountId, outcome, answer: answer.trim() };
    this.em.assign(appeal, by as Partial<Appeal>);
    const voice = await this.standing.find(appeal.kind, appeal.subjectId);
    if (voice.said.standing !== outcome || voice.said.redactedText)
      await this.standing.decide({
        kind: appeal.kind,
        id: appeal.subjectId,
        standing: outcome,
        reason: answer,
      });
    const { number, procedureId: scopeId } = voice.contribution;
    this.journal.note('appeal.decided', {
      ...{ scopeId, subjectId: appeal.subjectId, before: null },
      after: { standing: outcome, number, reason: answer.trim() },
    });
    await this.outbox.add(APPEAL_DECIDED, { appealId: id });
  }
}
