import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { Database } from '../platform/database.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound } from '../platform/problem.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import { Comment, Contribution } from './contribution.entity.js';
import { COMMENT_CHANGED, CONTRIBUTION_CHANGED } from './contribution.events.js';
import type { ModerationInput, WaitingVoice } from './contribution.graphql.js';
import { canModerate } from './contribution.policy.js';

type WaitingRow = Omit<WaitingVoice, 'isDisclosed' | 'receivedAt'> & { at: string };

/** Whether what somebody said is shown. */
@Injectable()
export class StandingService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly procedures: ProcedureService,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  /** What waits to be shown in a procedure: the fifty that wait longest. Throws `procedure.not-found`. */
  async waiting(procedureSlug: string): Promise<WaitingVoice[]> {
    const procedure = await this.procedures.find(procedureSlug);
    authorize(canModerate, procedure);
    const rows = await this.database.rows<WaitingRow>(WAITING, [procedure.id, procedure.id]);
    return rows.map(({ at, ...voice }) => ({
      ...voice,
      isDisclosed: true,
      receivedAt: new Date(at).toISOString(),
    }));
  }

  /** Shows or hides; who hides says why. Throws `contribution.not-found`, `comment.not-found`, `input.invalid`. */
  async decide({ kind, id, standing, reason }: ModerationInput): Promise<void> {
    const comment = kind === 'comment' ? await this.em.findOne(Comment, { id }) : null;
    const contribution = await this.em.findOne(Contribution, { id: comment?.contributionId ?? id });
    const decided = kind === 'comment' ? comment : contribution;
    if (!contribution || !decided) throw notFound(kind);
    authorize(canModerate, { id: contribution.procedureId });
    const why = reason?.trim() ?? '';
    if (standing === 'hidden' && !why) throw invalid('reason', 'moderation.reason-missing');

    const before = { standing: decided.standing };
    this.em.assign(decided as Contribution, { standing, hiddenReason: standing === 'hidden' ? why : null });
    this.journal.note(`${kind}.${standing}`, {
      ...{ scopeId: contribution.procedureId, subjectId: id, before },
      after: { standing, number: contribution.number, ...(why && { reason: why }) },
    });
    const topic = kind === 'comment' ? COMMENT_CHANGED : CONTRIBUTION_CHANGED;
    await this.outbox.add(topic, {
      contributionId: contribution.id,
      ...(kind === 'comment' && { commentId: id }),
    });
  }
}

const WAITING = `
  select * from (
    select 'contribution' as kind, c.id, c.number, c.title, c.text, c.author_name as "authorName", c.received_at as at
    from contribution c where c.procedure_id = ? and c.standing = 'waiting'
    union all
    select 'comment', m.id, c.number, c.title, m.text, m.author_name, m.written_at
    from comment m join contribution c on c.tenant_id = m.tenant_id and c.id = m.contribution_id
    where c.procedure_id = ? and m.standing = 'waiting'
  ) as voices order by at, id limit 50`;
