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
import { refuseGroundless } from './deciding.service.js';
import { APPEAL_DECIDED, APPEAL_MADE, VOICE_DECIDED } from './report.events.js';
import { Appeal, ModerationClaim } from './report.entity.js';
import type { AppealDecisionInput } from './report.graphql.js';
import { canDecideAppeal } from './report.policy.js';
import { VoiceDecisionService } from './voice-decision.service.js';

/** Appeals against what was decided, by the author or by who reported; another person decides (Art. 20 DSA). */
@Injectable()
export class AppealService {
  constructor(
    private readonly em: EntityManager,
    private readonly standing: StandingService,
    private readonly receipts: VoiceReceiptService,
    private readonly decisions: VoiceDecisionService,
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
    const made = this.em.create(Appeal, {
      ...{ procedureId: contribution.procedureId, kind, subjectId: id, reportId: null, text },
      ...{ madeAt: clock.now(), against: decidedBy },
    } as never);
    await this.em.persist(made).flush();
    this.journal.note('appeal.made', {
      ...{ scopeId: contribution.procedureId, subjectId: made.id, isByPublic: true },
      after: { number: contribution.number, by: 'author' },
    });
    await this.outbox.add(APPEAL_MADE, { appealId: made.id });
  }

  /** Decides an appeal. Throws `appeal.not-found`, `canDecideAppeal.forbidden` for who decided first, `input.invalid`. */
  async decide(input: AppealDecisionInput): Promise<void> {
    const { id, outcome, answer } = input;
    const appeal = await this.em.findOne(Appeal, { id, decidedAt: null });
    if (!appeal) throw notFound('appeal');
    authorize(canDecideAppeal, appeal);
    if (!answer.trim()) throw invalid('answer', 'moderation.reason-missing');
    const voice = await this.standing.find(appeal.kind, appeal.subjectId);
    const { standing, redactedText } = voice.said;
    const isChanged = standing !== outcome || Boolean(redactedText);
    if (isChanged && outcome === 'hidden') refuseGroundless(input);
    const by = { decidedAt: clock.now(), decidedBy: current.actor.accountId, outcome, answer: answer.trim() };
    this.em.assign(appeal, by as Partial<Appeal>);
    if (isChanged) await this.carryOut(appeal, input);
    const { number, procedureId: scopeId } = voice.contribution;
    this.journal.note('appeal.decided', {
      ...{ scopeId, subjectId: appeal.subjectId },
      after: { standing: outcome, number },
    });
    await this.em.nativeDelete(ModerationClaim, { subjectId: appeal.subjectId });
    await this.outbox.add(APPEAL_DECIDED, { appealId: id });
  }

  /** What an appeal changes is a decision of its own, with its ground. */
  private async carryOut({ id: appealId, kind, subjectId }: Appeal, input: AppealDecisionInput) {
    const { outcome, answer: reason } = input;
    const voice = await this.standing.find(kind, subjectId);
    await this.standing.decide({ kind, id: subjectId, standing: outcome, reason, isRestored: true });
    const made = await this.decisions.record(
      voice,
      { ...input, outcome: outcome === 'hidden' ? 'hidden' : 'kept', reason },
      { isAfterReport: true, appealId },
    );
    await this.outbox.add(VOICE_DECIDED, { decisionId: made.id });
  }
}
