import { Injectable, type OnModuleInit } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { repeat } from '../platform/jobs.js';

const SECONDS = 5;
/** The lock under which news get their place: one worker at a time. */
const LOCK = 20_261_128;
const MOST = 10_000;
const DAY_MS = 86_400_000;

/** Puts what became public into one order, and adds what the clock alone brings. */
@Injectable()
export class NewsJobs implements OnModuleInit {
  constructor(private readonly database: Database) {}

  onModuleInit(): void {
    repeat('news', SECONDS, () => this.arrange());
  }

  /**
   * Gives every piece of news its position. Positions come from one transaction at a time, so that none appears below one
   * that somebody has already been told; the triggers that write news run in many.
   */
  arrange(): Promise<void> {
    return this.database.transaction(async () => {
      const now = clock.now();
      const [{ free }] = (await this.database.rows<{ free: boolean }>(
        'select pg_try_advisory_xact_lock(?) as free',
        [LOCK],
      )) as [{ free: boolean }];
      if (!free) return;
      await this.tellTime(now);
      await this.database.rows(NUMBER, [now, MOST, now]);
    });
  }

  /** A phase has begun, a period is over, or it ends within a week or a day. */
  private async tellTime(now: Date): Promise<void> {
    const in7 = new Date(now.getTime() + 7 * DAY_MS);
    const in1 = new Date(now.getTime() + DAY_MS);
    const before14 = new Date(now.getTime() - 14 * DAY_MS);
    await this.database.rows(TURNS, [before14, now]);
    await this.database.rows(OVER, [before14, now]);
    await this.database.rows(ENDS, ['7|', now, in1, in7]);
    await this.database.rows(ENDS, ['1|', now, now, in1]);
  }
}

const utc = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const INTO = 'insert into pub.news (kind, tenant_id, procedure_id, subject_id, mark, at)';

const TURNS = `${INTO}
  select 'phase', tenant_id, id, id, status || '|' || ${utc('starts_at')}, starts_at from pub.procedure
  where starts_at > ? and starts_at <= ? and starts_at > published_at and status in ('early', 'display', 'weighing', 'decision')
  on conflict do nothing`;

/** Between two phases nothing begins: that the former one is over is the news. */
const OVER = `${INTO}
  select 'phase', tenant_id, id, id, status || '|' || ${utc('ends_at')}, ends_at from pub.procedure
  where ends_at > ? and ends_at <= ? and ends_at > published_at and status = 'between'
  on conflict do nothing`;

const ENDS = `${INTO}
  select 'ends', tenant_id, id, id, ? || ${utc('ends_at')}, ? from pub.procedure
  where ends_at > ? and ends_at <= ? and status in ('early', 'display')
  on conflict do nothing`;

const NUMBER = `
  with waiting as (
    select id, row_number() over (order by coalesce(at, ?), id) as nth from (
      select id, at from pub.news where position is null order by id limit ?) as unplaced)
  update pub.news n set position = w.nth + coalesce((select max(position) from pub.news), 0), at = coalesce(n.at, ?)
  from waiting w where w.id = n.id`;
