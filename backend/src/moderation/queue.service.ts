import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { AccountService } from '../account/account.service.js';
import { canModerate, canModerateSomewhere, MODERATORS } from '../contribution/contribution.policy.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { scopesOf } from '../platform/roles.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import { Appeal, ModerationClaim, Report, type VoiceKind } from './report.entity.js';
import type { QueuedVoice } from './report.graphql.js';
import { canDecideAppeal } from './report.policy.js';

type Row = Omit<QueuedVoice, 'isDisclosed' | 'writtenAt' | 'since' | 'reports' | 'appeal' | 'claimedBy'> & { at: string; from: string }; // prettier-ignore

/** How much waits in a procedure. */
export interface Backlog {
  procedureSlug: string;
  procedureTitle: string;
  count: number;
  /** UTC. */
  oldestAt: string;
  /** Reports that nobody has answered for a day. */
  lateReports: number;
  /** UTC: when the oldest report arrived; null for none. */
  oldestReportAt: string | null;
}

/** What has to be decided, in a procedure or in the whole town: what waits, what is reported, what is appealed against. */
@Injectable()
export class QueueService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly procedures: ProcedureService,
    private readonly accounts: AccountService,
  ) {}

  /** The fifty that wait longest; without a procedure those of the town. Throws `procedure.not-found`. */
  async list(procedureSlug: string | null): Promise<QueuedVoice[]> {
    const rows = await this.database.rows<Row>(`${OLDEST} limit 50) ${VOICES}`, [
      await this.scope(procedureSlug),
    ]);
    return this.shown(rows);
  }

  /** One of them, or null where nothing has to be decided about it (any more). Asks no policy: who calls has. */
  async one(id: string): Promise<QueuedVoice | null> {
    const rows = await this.database.rows<Row>(`${OLDEST} having id = ?) ${VOICES}`, [null, id]);
    return (await this.shown(rows))[0] ?? null;
  }

  /** How much waits in each procedure that the person may moderate, what waits longest first. */
  async backlog(): Promise<Backlog[]> {
    const rows = await this.database.rows<Backlog & { oldestAt: string }>(BACKLOG, [
      new Date(clock.now().getTime() - DAY_MS),
      await this.scope(null),
    ]);
    return rows.map((row) => ({ ...row, oldestAt: new Date(row.oldestAt).toISOString() }));
  }

  /** What waits longest and nobody works on; what the person decided first is left to others, as is what they passed over. */
  async next(
    procedureSlug: string | null,
    passed: string[],
  ): Promise<{ kind: VoiceKind; id: string } | null> {
    const [first] = await this.database.rows<{ kind: VoiceKind; id: string }>(`${OLDEST}) ${NEXT}`, [
      ...[await this.scope(procedureSlug), clock.now(), current.actor.accountId],
      ...[current.actor.accountId, `{${passed.join(',')}}`],
    ]);
    return first ?? null;
  }

  /** The ids of the procedures in question; null for all of the town. */
  private async scope(procedureSlug: string | null): Promise<string | null> {
    if (procedureSlug === null) {
      authorize(canModerateSomewhere, null);
      const scopes = scopesOf(current.actor, MODERATORS);
      return scopes && `{${scopes.join(',')}}`;
    }
    const procedure = await this.procedures.find(procedureSlug);
    authorize(canModerate, procedure);
    return `{${procedure.id}}`;
  }

  private async shown(rows: Row[]): Promise<QueuedVoice[]> {
    const ids = rows.map(({ id }) => id);
    const reports = await this.em.find(Report, { subjectId: { $in: ids }, decidedAt: null }, { orderBy: { reportedAt: 'asc' } }); // prettier-ignore
    const appeals = await this.em.find(Appeal, { subjectId: { $in: ids }, decidedAt: null });
    const claimed = await this.claimsOf(ids);
    const others = await this.othersOf(ids);
    return rows.map(({ at, from, ...row }) => {
      const appeal = appeals.find(({ subjectId }) => subjectId === row.id);
      return {
        ...{ ...row, isDisclosed: true as const, writtenAt: new Date(at).toISOString() },
        since: new Date(from).toISOString(),
        reports: reports.filter(({ subjectId }) => subjectId === row.id).map(reportOf),
        appeal: appeal ? appealOf(appeal) : null,
        others: others.get(row.id) ?? 0,
        claimedBy: claimed.get(row.id) ?? null,
      };
    });
  }

  /** How many others wrote the same as each of some contributions, word for word, by their ids. */
  private async othersOf(ids: string[]): Promise<Map<string, number>> {
    const rows = await this.database.rows<{ id: string; others: number }>(
      `select lead_id as id, count(*) as others from contribution
       where tenant_id = ? and lead_id = any(?::uuid[]) group by lead_id`,
      [current.tenantId, `{${ids.join(',')}}`],
    );
    return new Map(rows.map(({ id, others }) => [id, Number(others)]));
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

const DAY_MS = 86_400_000;

const reportOf = ({ ground, text, reportedAt }: Report) => ({
  ...{ isDisclosed: true as const, ground, text },
  reportedAt: reportedAt.toISOString(),
});

const appealOf = (appeal: Appeal) => ({
  ...{ isDisclosed: true as const, id: appeal.id, text: appeal.text },
  ...{ isByAuthor: !appeal.reportId, canDecide: canDecideAppeal(current.actor, appeal) },
});

/** Everything that has to be decided about, once for each reason; what else shall wait is added here. */
const DUE = `
  select 'contribution' as kind, coalesce(lead_id, id) as id, procedure_id, received_at as since from contribution
    where standing = 'waiting'
  union all
  select 'comment', m.id, c.procedure_id, m.written_at from comment m
    join contribution c on c.tenant_id = m.tenant_id and c.id = m.contribution_id
    where m.standing = 'waiting'
  union all
  select kind, subject_id, procedure_id, reported_at from report where decided_at is null
  union all
  select kind, subject_id, procedure_id, made_at from appeal where decided_at is null`;

// The parenthesis is closed by who uses it.
const OLDEST = `
  with asked as (select ?::uuid[] as scopes), due as (${DUE}), oldest as (
    select due.kind, due.id, due.procedure_id, min(due.since) as since from due, asked
    where asked.scopes is null or due.procedure_id = any(asked.scopes)
    group by due.kind, due.id, due.procedure_id`;

const VOICES = `
  select o.kind, o.id, c.number, d.key as "dialogueKey", p.slug as "procedureSlug", p.title as "procedureTitle", c.title,
    coalesce(m.text, c.text) as text,
    case when m.id is null then c.author_name else m.author_name end as "authorName",
    coalesce(m.standing, c.standing) as standing,
    case when m.id is null then c.hidden_reason else m.hidden_reason end as "hiddenReason",
    coalesce(m.written_at, c.received_at) as at, o.since as from
  from oldest o
  left join comment m on o.kind = 'comment' and m.id = o.id
  join contribution c on c.id = coalesce(m.contribution_id, o.id)
  join dialogue d on d.tenant_id = c.tenant_id and d.id = c.dialogue_id
  join procedure p on p.tenant_id = c.tenant_id and p.id = c.procedure_id
  order by o.since, o.id`;

const NEXT = `
  select o.kind, o.id from oldest o
  left join moderation_claim k on k.subject_id = o.id and k.until > ?
  where (k.subject_id is null or k.account_id = ?)
    and not exists (select 1 from appeal a where a.subject_id = o.id and a.decided_at is null and a.against = ?)
    and o.id <> all(?::uuid[])
  order by k.subject_id is null, o.since, o.id limit 1`;

const BACKLOG = `
  with late as (select ?::timestamptz as before), asked as (select ?::uuid[] as scopes), due as (${DUE}),
  each as (
    select procedure_id, count(distinct (kind, id))::int as count, min(since) as oldest from due, asked
    where scopes is null or procedure_id = any(scopes) group by procedure_id
  )
  select p.slug as "procedureSlug", p.title as "procedureTitle", e.count, e.oldest as "oldestAt",
    (select count(*)::int from report r, late
     where r.procedure_id = e.procedure_id and r.decided_at is null and r.reported_at <= late.before) as "lateReports",
    (select min(r.reported_at) from report r
     where r.procedure_id = e.procedure_id and r.decided_at is null) as "oldestReportAt"
  from each e join procedure p on p.id = e.procedure_id order by e.oldest`;
