import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { AccountService } from '../account/account.service.js';
import { canModerate } from '../contribution/contribution.policy.js';
import { StandingService } from '../contribution/standing.service.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import { HintsService } from './hints.service.js';
import { Appeal, ModerationClaim, Report, type VoiceKind } from './report.entity.js';
import type { QueuedVoice } from './report.graphql.js';
import { canDecideAppeal } from './report.policy.js';

const CLAIM_MS = 10 * 60_000;

type Row = Pick<QueuedVoice, 'kind' | 'id' | 'number' | 'dialogueKey' | 'title' | 'text' | 'authorName' | 'standing' | 'hiddenReason'> & { at: string }; // prettier-ignore

/** What has to be decided in a procedure: what waits, what is reported, what is appealed against. */
@Injectable()
export class QueueService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly procedures: ProcedureService,
    private readonly standing: StandingService,
    private readonly accounts: AccountService,
    private readonly hints: HintsService,
  ) {}

  /** The fifty that wait longest. Throws `procedure.not-found`. */
  async list(procedureSlug: string): Promise<QueuedVoice[]> {
    const procedure = await this.procedures.find(procedureSlug);
    authorize(canModerate, procedure);
    const rows = await this.database.rows<Row>(QUEUE, [
      procedure.id,
      procedure.id,
      procedure.id,
      procedure.id,
    ]);
    const ids = rows.map(({ id }) => id);
    const reports = await this.em.find(Report, { subjectId: { $in: ids }, decidedAt: null }, { orderBy: { reportedAt: 'asc' } }); // prettier-ignore
    const appeals = await this.em.find(Appeal, { subjectId: { $in: ids }, decidedAt: null });
    const claimed = await this.claimsOf(ids);
    const hints = await this.hints.on(rows);
    return rows.map(({ at, ...row }) => {
      const appeal = appeals.find(({ subjectId }) => subjectId === row.id) ?? null;
      return {
        ...{ ...row, isDisclosed: true as const, writtenAt: new Date(at).toISOString() },
        reports: reports
          .filter(({ subjectId }) => subjectId === row.id)
          .map(({ ground, text, reportedAt }) => ({
            ...{ isDisclosed: true as const, ground, text },
            reportedAt: reportedAt.toISOString(),
          })),
        appeal: appeal && {
          ...{ isDisclosed: true as const, id: appeal.id, text: appeal.text },
          ...{ isByAuthor: !appeal.reportId, canDecide: canDecideAppeal(current.actor, appeal) },
        },
        hints: hints.get(row.id) ?? [],
        claimedBy: claimed.get(row.id) ?? null,
      };
    });
  }

  /** Takes something up for ten minutes; false where somebody else has it. Throws `<kind>.not-found`. */
  async claim(kind: VoiceKind, id: string): Promise<boolean> {
    const { contribution } = await this.standing.find(kind, id);
    authorize(canModerate, { id: contribution.procedureId });
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

  /** The names of those who work on something, without the person who asks. */
  private async claimsOf(ids: string[]): Promise<Map<string, string>> {
    const claims = await this.em.find(ModerationClaim, {
      ...{ subjectId: { $in: ids }, until: { $gt: clock.now() } },
      accountId: { $ne: current.actor.accountId! },
    });
    const names = await this.accounts.namesOf(claims.map(({ accountId }) => accountId));
    return new Map(claims.map(({ subjectId, accountId }) => [subjectId, names.get(accountId) ?? '']));
  }
}

const QUEUE = `
  with due as (
    select 'contribution' as kind, id, received_at as since from contribution where procedure_id = ? and standing = 'waiting'
    union all
    select 'comment', m.id, m.written_at from comment m
      join contribution c on c.tenant_id = m.tenant_id and c.id = m.contribution_id
      where c.procedure_id = ? and m.standing = 'waiting'
    union all
    select kind, subject_id, reported_at from report where procedure_id = ? and decided_at is null
    union all
    select kind, subject_id, made_at from appeal where procedure_id = ? and decided_at is null
  ), oldest as (
    select kind, id, min(since) as since from due group by kind, id order by min(since), id limit 50
  )
  select o.kind, o.id, c.number, d.key as "dialogueKey", c.title, coalesce(m.text, c.text) as text,
    case when m.id is null then c.author_name else m.author_name end as "authorName",
    coalesce(m.standing, c.standing) as standing,
    case when m.id is null then c.hidden_reason else m.hidden_reason end as "hiddenReason",
    coalesce(m.written_at, c.received_at) as at
  from oldest o
  left join comment m on o.kind = 'comment' and m.id = o.id
  join contribution c on c.id = coalesce(m.contribution_id, o.id)
  join dialogue d on d.tenant_id = c.tenant_id and d.id = c.dialogue_id
  order by o.since, o.id`;
