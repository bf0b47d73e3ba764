import { MikroORM } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { clock } from './clock.js';
import { Endings } from './endings.js';
import { repeat } from './jobs.js';
import { log } from './log.js';
import { periodOf } from './origins.js';
import { Problem } from './problem.js';

const HOUR_MS = 3_600_000;
const FLUSH_MS = 1_000;
const CLEAN_SECONDS = 600;
const MAX_COUNTS = 100_000;

const SPANS = ['minute', 'hour', 'day'] as const;
type Span = (typeof SPANS)[number];
type Allowed = Partial<Record<Span, number>>;

interface Limit {
  /** Above this, who writes is asked for a proof of work. */
  asks?: Allowed;
  /** Above this, nothing more is taken from there until the span is over. */
  stops: Allowed;
}

/** How often one network prefix may do a thing. A town hall or a school is one prefix: these are figures of machines. */
const LIMITS = {
  upload: { stops: { minute: 120, hour: 2_000, day: 10_000 } },
  code: { stops: { minute: 30, hour: 300, day: 1_500 } },
  login: { stops: { minute: 60, hour: 1_000, day: 10_000 } },
  contribute: {
    asks: { minute: 20, hour: 200, day: 1_000 },
    stops: { minute: 300, hour: 3_000, day: 15_000 },
  },
  comment: { asks: { minute: 30, hour: 300, day: 1_500 }, stops: { minute: 300, hour: 3_000, day: 15_000 } },
  rate: { stops: { minute: 600, hour: 6_000, day: 30_000 } },
  report: { stops: { minute: 60, hour: 500, day: 2_000 } },
  subscribe: { stops: { minute: 30, hour: 200, day: 600 } },
} as const satisfies Record<string, Limit>;

export type Limited = keyof typeof LIMITS;

/** `asks` and `stops` say that a threshold is passed; `times` how far: 2 is twice as often as allowed. */
export interface Level {
  level: 'free' | 'asks' | 'stops';
  times: number;
}

interface Count {
  what: string;
  origin: string;
  span: Span;
  endsAt: number;
  /** What all processes had counted when this one last asked. */
  total: number;
  /** What this one has counted since. */
  own: number;
}

/**
 * Limits per hashed network prefix (see Origins), over all processes: each counts in memory, and once a second adds up
 * with the others in a table that no backup keeps. A limit can be passed by what arrives within that second.
 */
@Injectable()
export class Limits implements OnModuleInit {
  private counts = new Map<string, Count>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly orm: MikroORM,
    private readonly endings: Endings,
  ) {}

  onModuleInit(): void {
    this.endings.add(() => this.shareOrLater());
    repeat('forget-visits', CLEAN_SECONDS, () => this.forget());
  }

  /** Counts one more. Throws `limit.too-many`. */
  count(what: Limited, origin: string): void {
    if (this.levelOf(what, origin, 1).level === 'stops') throw new Problem('limit.too-many');
  }

  /** How often it was done with `more` added to it: 1 counts, 0 only looks. */
  levelOf(what: Limited, origin: string, more: 0 | 1): Level {
    const { asks, stops } = LIMITS[what] as Limit;
    const counted = this.add(what, origin, more);
    const times = (allowed: Allowed = {}) =>
      Math.max(...SPANS.map((span) => counted[span] / (allowed[span] ?? Infinity)));
    if (times(stops) > 1) return { level: 'stops', times: times(asks ?? stops) };
    return times(asks) > 1 ? { level: 'asks', times: times(asks) } : { level: 'free', times: times(asks) };
  }

  /**
   * Counts only attempts that fail: who guesses is stopped, who is right is not, however many share an address.
   * Throws `limit.too-many` before the work where there were too many.
   */
  async countFailures<T>(what: Limited, origin: string, work: () => Promise<T>): Promise<T> {
    const { stops } = LIMITS[what] as Limit;
    const counted = this.add(what, origin, 0);
    if (SPANS.some((span) => counted[span] >= (stops[span] ?? Infinity))) throw new Problem('limit.too-many');
    try {
      return await work();
    } catch (error) {
      this.add(what, origin, 1);
      throw error;
    }
  }

  /** Adds up with the other processes; called once a second while there is something new. */
  async share(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const now = clock.now().getTime();
    const fresh = [...this.counts].filter(([, { own }]) => own > 0).sort(([a], [b]) => (a < b ? -1 : 1));
    const sent = fresh.map(([, count]) => ({ ...count, endsAt: new Date(count.endsAt).toISOString() }));
    if (fresh.length) {
      const totals = await this.addUp(JSON.stringify(sent));
      fresh.forEach(([, count], at) => {
        count.own -= sent[at]!.own;
        count.total = totals[at] ?? count.total + sent[at]!.own;
      });
    }
    for (const [key, { endsAt, own }] of this.counts)
      if (endsAt <= now || (own === 0 && this.counts.size > MAX_COUNTS)) this.counts.delete(key);
  }

  /** Deletes what is over: counts, keys and used proofs. Nothing lives longer than its period of 23 hours. */
  async forget(): Promise<void> {
    const now = clock.now();
    for (const table of ['count', 'key', 'proof'])
      await this.em.execute(`delete from visits.${table} where ends_at <= ?`, [now]);
  }

  private shareOrLater(): Promise<void> {
    return this.share().catch((err: unknown) => log.warn({ err }, 'limits'));
  }

  private get em(): SqlEntityManager {
    return this.orm.em.fork() as SqlEntityManager;
  }

  // Every process locks the rows in the same order.
  private async addUp(counts: string): Promise<number[]> {
    const rows = await this.em.execute<{ count: number }[]>(
      `insert into visits.count as c (what, origin, span, ends_at, count)
       select one->>'what', one->>'origin', one->>'span', (one->>'endsAt')::timestamptz, (one->>'own')::integer
       from jsonb_array_elements(?::jsonb) with ordinality as sent (one, at) order by at
       on conflict (what, origin, span, ends_at) do update set count = c.count + excluded.count returning count`,
      [counts],
    );
    return rows.map(({ count }) => Number(count));
  }

  private add(what: Limited, origin: string, more: 0 | 1): Record<Span, number> {
    const now = clock.now().getTime();
    const counted = { minute: 0, hour: 0, day: 0 };
    for (const span of SPANS) {
      const endsAt = endOf(span, now);
      const key = `${what}:${origin}:${span}:${endsAt}`;
      const count = this.counts.get(key) ?? { what, origin, span, endsAt, total: 0, own: 0 };
      count.own += more;
      if (more) this.counts.set(key, count);
      counted[span] = count.total + count.own;
    }
    if (more) this.timer ??= setTimeout(() => void this.shareOrLater(), FLUSH_MS).unref();
    return counted;
  }
}

/** When the span that an instant lies in is over; a day is the period of the key, after which nobody is known again. */
function endOf(span: Span, now: number): number {
  if (span === 'day') return periodOf(now).endsAt;
  const length = span === 'hour' ? HOUR_MS : 60_000;
  return Math.min((Math.floor(now / length) + 1) * length, periodOf(now).endsAt);
}
