import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { canModerate } from '../contribution/contribution.policy.js';
import { StandingService } from '../contribution/standing.service.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Journal } from '../platform/journal.js';
import { QueueService } from './queue.service.js';
import { ModerationClaim, type VoiceKind } from './report.entity.js';

const CLAIM_MS = 10 * 60_000;
/** More than ever take something at the same moment. */
const MAX_TRIES = 50;

/** Who works on what: for ten minutes nobody else gets it; working on renews it, leaving gives it back. */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly standing: StandingService,
    private readonly queue: QueueService,
    private readonly journal: Journal,
  ) {}

  /** Takes something up, or renews that; false where somebody else has it. Throws `<kind>.not-found`. */
  async claim(kind: VoiceKind, id: string): Promise<boolean> {
    const { contribution } = await this.standing.find(kind, id);
    const { procedureId: scopeId, number } = contribution;
    authorize(canModerate, { id: scopeId });
    const isRenewed = await this.holds(id);
    if (!(await this.take(id))) return false;
    if (!isRenewed) this.journal.note('voice.claimed', { scopeId, subjectId: id, after: { number, kind } });
    return true;
  }

  /** Takes up what waits longest and nobody works on; null for nothing. Two who ask at once never get the same. */
  async claimNext(
    procedureSlug: string | null,
    passed: string[],
  ): Promise<{ kind: VoiceKind; id: string } | null> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const next = await this.queue.next(procedureSlug, passed);
      // Somebody else may have taken it since; then it is claimed, and the next is another one.
      if (!next || (await this.claim(next.kind, next.id))) return next;
    }
    return null;
  }

  /** Gives something back that the person works on; nothing happens where they do not. Throws `<kind>.not-found`. */
  async giveBack(kind: VoiceKind, id: string): Promise<void> {
    const { procedureId: scopeId, number } = (await this.standing.find(kind, id)).contribution;
    authorize(canModerate, { id: scopeId });
    const mine = { subjectId: id, accountId: current.actor.accountId! };
    if (await this.em.nativeDelete(ModerationClaim, mine))
      this.journal.note('voice.returned', { scopeId, subjectId: id, after: { number, kind } });
  }

  private async holds(subjectId: string): Promise<boolean> {
    const mine = { subjectId, accountId: current.actor.accountId!, until: { $gt: clock.now() } };
    return (await this.em.count(ModerationClaim, mine)) > 0;
  }

  /** One statement decides between two who take the same. */
  private async take(id: string): Promise<boolean> {
    const now = clock.now();
    const taken = await this.database.rows(
      `insert into moderation_claim (tenant_id, subject_id, account_id, until) values (?, ?, ?, ?)
       on conflict (tenant_id, subject_id) do update set account_id = excluded.account_id, until = excluded.until
         where moderation_claim.account_id = excluded.account_id or moderation_claim.until <= ?
       returning subject_id`,
      [current.tenantId, id, current.actor.accountId, new Date(now.getTime() + CLAIM_MS), now],
    );
    return taken.length === 1;
  }
}
