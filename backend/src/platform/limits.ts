import { Injectable } from '@nestjs/common';

import { clock } from './clock.js';
import { Problem } from './problem.js';

const WINDOW_MS = 60_000;
const MAX_KEYS = 50_000;

/** How often per minute one network prefix may do a thing; receipts are never refused by this. */
const PER_MINUTE = { upload: 120, code: 30, login: 60, subscribe: 30 } as const;

type Limited = keyof typeof PER_MINUTE;

/** Limits per shortened, hashed network prefix, kept in memory for one minute. */
@Injectable()
export class Limits {
  private readonly counts = new Map<string, number>();
  private windowEndsAt = 0;

  /** Counts one more. Throws `limit.too-many`. */
  count(what: Limited, origin: string): void {
    if (this.add(what, origin, 1) > PER_MINUTE[what]) throw new Problem('limit.too-many');
  }

  /**
   * Counts only attempts that fail: who guesses is stopped, who is right is not, however many share an address.
   * Throws `limit.too-many` before the work where there were too many.
   */
  async countFailures<T>(what: Limited, origin: string, work: () => Promise<T>): Promise<T> {
    if (this.add(what, origin, 0) >= PER_MINUTE[what]) throw new Problem('limit.too-many');
    try {
      return await work();
    } catch (error) {
      this.add(what, origin, 1);
      throw error;
    }
  }

  private add(what: Limited, origin: string, more: number): number {
    const now = clock.now().getTime();
    if (now > this.windowEndsAt || this.counts.size > MAX_KEYS) {
      this.counts.clear();
      this.windowEndsAt = now + WINDOW_MS;
    }
    const key = `${what}:${origin}`;
    const count = (this.counts.get(key) ?? 0) + more;
    this.counts.set(key, count);
    return count;
  }
}
