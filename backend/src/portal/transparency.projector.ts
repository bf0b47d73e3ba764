import { EntityManager } from '@mikro-orm/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { Suspension } from '../contribution/suspension.entity.js';
import { Appeal, Report } from '../moderation/report.entity.js';
import {
  APPEAL_DECIDED,
  APPEAL_MADE,
  REASONS_MAILED,
  REPORT_ARRIVED,
  REPORT_DECIDED,
  SUSPENSION_CHANGED,
  VOICE_DECIDED,
} from '../moderation/report.events.js';
import { VoiceDecision } from '../moderation/voice-decision.entity.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { listen, repeat } from '../platform/jobs.js';
import { localDate } from '../procedure/calendar.js';
import { TenantService } from '../tenant/tenant.service.js';

const HOUR_SECONDS = 3_600;
const MINUTE_MS = 60_000;

interface Fact {
  kind: 'notice' | 'restriction' | 'suspension' | 'complaint';
  id: string;
  day: string;
  ground?: string | null;
  basis?: string | null;
  action?: string | null;
  party?: string;
  is_own?: boolean;
  is_mailed?: boolean;
  minutes?: number | null;
}

/**
 * Writes what the transparency report counts into `pub`: one row for each notice, restriction, suspension and complaint,
 * without words and without anybody, and how much was said on each day.
 */
@Injectable()
export class TransparencyProjector implements OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly tenants: TenantService,
  ) {}

  onModuleInit(): void {
    for (const topic of [REPORT_ARRIVED, REPORT_DECIDED])
      listen(topic, `count-${topic}`, ({ payload }) => this.notice(payload.reportId!));
    for (const topic of [VOICE_DECIDED, REASONS_MAILED])
      listen(topic, `count-${topic}`, ({ payload }) => this.restriction(payload.decisionId!));
    for (const topic of [APPEAL_MADE, APPEAL_DECIDED])
      listen(topic, `count-${topic}`, ({ payload }) => this.complaint(payload.appealId!));
    listen(SUSPENSION_CHANGED, 'count-suspension', ({ payload }) => this.suspension(payload.suspensionId!));
    repeat('count-said', HOUR_SECONDS, () => this.countAll());
  }

  /** A report (Art. 16 DSA). */
  async notice(id: string): Promise<void> {
    const { ground, reportedAt, decidedAt, decisionId } = await this.em.findOneOrFail(Report, { id });
    const decision = decisionId ? await this.em.findOneOrFail(VoiceDecision, { id: decisionId }) : null;
    await this.write({
      ...{ kind: 'notice', id, day: localDate(reportedAt), ground },
      ...{ basis: decision?.basis ?? null, action: decision?.outcome ?? null },
      minutes: minutesBetween(reportedAt, decidedAt),
    });
  }

  /** A decision that restricts (Art. 17 DSA). */
  async restriction(id: string): Promise<void> {
    const decision = await this.em.findOneOrFail(VoiceDecision, { id });
    const { outcome: action, basis, decidedAt, isAfterReport, mailedAt } = decision;
    if (action === 'kept') return;
    await this.write({
      ...{ kind: 'restriction', id, day: localDate(decidedAt), basis: basis ?? null, action },
      ...{ is_own: !isAfterReport, is_mailed: Boolean(mailedAt) },
    });
  }

  /** An appeal by an author or by who reported (Art. 20 DSA). */
  async complaint(id: string): Promise<void> {
    const { reportId, madeAt, decidedAt, outcome } = await this.em.findOneOrFail(Appeal, { id });
    const wanted = reportId ? 'hidden' : 'shown';
    await this.write({
      ...{ kind: 'complaint', id, day: localDate(madeAt), party: reportId ? 'reporter' : 'author' },
      action: outcome ? (outcome === wanted ? 'reversed' : 'upheld') : null,
      minutes: minutesBetween(madeAt, decidedAt),
    });
  }

  /** A suspension (Art. 23 DSA), and the appeal against it. */
  async suspension(id: string): Promise<void> {
    const suspension = await this.em.findOneOrFail(Suspension, { id });
    const { decisionId, from, basis, appealedAt, appealDecidedAt, appealOutcome } = suspension;
    const { isAfterReport } = await this.em.findOneOrFail(VoiceDecision, { id: decisionId });
    await this.write({ kind: 'suspension', id, day: localDate(from), basis, is_own: !isAfterReport });
    if (!appealedAt) return;
    await this.write({
      ...{ kind: 'complaint', id, day: localDate(appealedAt), party: 'suspended' },
      action: appealOutcome ?? null,
      minutes: minutesBetween(appealedAt, appealDecidedAt),
    });
  }

  /** How much was said and by how many people, from the last day and month on that were counted. */
  async said(): Promise<void> {
    for (const sql of [DAYS, MONTHS]) await this.database.rows(sql, [current.tenantId, current.tenantId]);
    await this.database.rows('update pub.revision set value = value + 1');
  }

  private async countAll(): Promise<void> {
    for (const { id, slug } of await this.tenants.all())
      await current.inTenant(id, slug, () => this.database.transaction(() => this.said()));
  }

  private async write(fact: Fact): Promise<void> {
    const row: Record<string, unknown> = { tenant_id: current.tenantId, ...fact };
    const columns = Object.keys(row);
    await this.database.rows(
      `insert into pub.moderation_fact (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})
       on conflict (tenant_id, kind, id) do update set ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
      Object.values(row),
    );
    await this.database.rows('update pub.revision set value = value + 1');
  }
}

const minutesBetween = (from: Date, to: Date | null | undefined): number | null =>
  to ? Math.round((to.getTime() - from.getTime()) / MINUTE_MS) : null;

const SAID = `
  select 'contribution' as kind, c.received_at as at, coalesce(c.account_id::text, lower(i.email), c.id::text) as who
  from contribution c left join contribution_identity i on i.tenant_id = c.tenant_id and i.id = c.id
  where not c.is_official
  union all
  select 'comment', m.written_at, coalesce(m.account_id::text, lower(i.email), m.id::text)
  from comment m left join comment_identity i on i.tenant_id = m.tenant_id and i.id = m.id
  where not m.is_official`;

const DAYS = `
  insert into pub.voice_day (tenant_id, day, contributions, comments)
  select ?::uuid, (s.at at time zone 'Europe/Berlin')::date, count(*) filter (where s.kind = 'contribution'),
    count(*) filter (where s.kind = 'comment')
  from (${SAID}) s, (select coalesce(max(day), '2000-01-01')::timestamp as day from pub.voice_day where tenant_id = ?) last
  where s.at >= last.day at time zone 'Europe/Berlin'
  group by 2
  on conflict (tenant_id, day) do update set contributions = excluded.contributions, comments = excluded.comments`;

// Who gave neither account nor address counts each time: nobody can tell them apart.
const MONTHS = `
  insert into pub.active_month (tenant_id, month, people)
  select ?::uuid, date_trunc('month', s.at at time zone 'Europe/Berlin')::date, count(distinct s.who)
  from (${SAID}) s, (select coalesce(max(month), '2000-01-01')::timestamp as month from pub.active_month where tenant_id = ?) last
  where s.at >= last.month at time zone 'Europe/Berlin'
  group by 2
  on conflict (tenant_id, month) do update set people = excluded.people`;
