import { EntityManager } from '@mikro-orm/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { CLUSTER_CHANGED, CONTRIBUTION_DECIDED } from '../contribution/contribution.events.js';
import { Database } from '../platform/database.js';
import { listen } from '../platform/jobs.js';
import { Outbox } from '../platform/outbox.js';
import { VOICE_DECIDED } from './report.events.js';
import { VoiceDecision } from './voice-decision.entity.js';

const BATCH = 500;

/** Contributions that say the same are decided about once: what was decided about the first holds for all of them. */
@Injectable()
export class ClusterService implements OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    listen(CONTRIBUTION_DECIDED, 'follow-decision', ({ payload }) => this.follow(payload.contributionId!));
  }

  /** The next 500 that have not followed yet; then the others, in a transaction of their own, until none is left. */
  async follow(leadId: string): Promise<void> {
    const followed = await this.database.rows<{ id: string }>(FOLLOW, [leadId, BATCH, leadId]);
    if (!followed.length) return;
    // Each author has the statement of reasons; what merely waited is shown without a word.
    const decision = await this.em.findOne(
      VoiceDecision,
      { subjectId: leadId },
      { orderBy: { decidedAt: 'desc' } },
    );
    for (const { id } of decision && decision.outcome !== 'kept' ? followed : [])
      await this.repeat(decision!, id);
    await this.outbox.add(CLUSTER_CHANGED, { contributionId: leadId });
    if (followed.length === BATCH) await this.outbox.add(CONTRIBUTION_DECIDED, { contributionId: leadId });
  }

  /** The same decision about one more, without the warning that went to the first author alone. */
  private async repeat(
    { procedureId, kind, outcome, basis, provision, reason, ...made }: VoiceDecision,
    subjectId: string,
  ) {
    const repeated = this.em.create(VoiceDecision, {
      ...{
        procedureId,
        kind,
        outcome,
        basis,
        provision,
        reason,
        subjectId,
        isAfterReport: made.isAfterReport,
      },
      ...{ decidedAt: made.decidedAt, decidedBy: made.decidedBy },
    } as never);
    await this.em.persist(repeated).flush();
    await this.outbox.add(VOICE_DECIDED, { decisionId: repeated.id });
  }
}

const FOLLOW = `
  with lead as (select * from contribution where id = ?),
  due as (
    select m.id from contribution m, lead
    where m.tenant_id = lead.tenant_id and m.lead_id = lead.id and m.received_at <= lead.decided_at
      and m.decided_at is distinct from lead.decided_at
    order by m.id limit ? for update of m
  )
  update contribution m set standing = lead.standing, hidden_reason = lead.hidden_reason,
    redacted_text = lead.redacted_text, decided_at = lead.decided_at, decided_by = lead.decided_by
  from lead, due where m.tenant_id = lead.tenant_id and m.id = due.id and m.lead_id = ?
  returning m.id`;
