import { MikroORM } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { createHmac, randomBytes } from 'node:crypto';

import { clock } from './clock.js';
import { log } from './log.js';

/** A key lives for 23 hours: what it hashed is gone within 24, even where somebody cleans up late. */
export const PERIOD_MS = 23 * 3_600_000;
/** So often a process looks whether the others still use the same key. */
const LOOK_AGAIN_MS = 60_000;
const MAX_REMEMBERED = 10_000;

/** The period that an instant lies in, and when it ends. */
export const periodOf = (now: number) => {
  const number = Math.floor(now / PERIOD_MS);
  return { number, endsAt: (number + 1) * PERIOD_MS };
};

/**
 * Where requests come from, as limits may know it: the network prefix (IPv4 /24, IPv6 /64) under a random key that all
 * processes share and that is deleted after 23 hours. Nobody can compute the hashes of an earlier period again.
 */
@Injectable()
export class Origins {
  private key = randomBytes(32);
  private period = -1;
  private lookAgainAt = 0;
  private looking: Promise<void> | null = null;
  private readonly known = new Map<string, string>();

  constructor(private readonly orm: MikroORM) {}

  /** The hash of an address' network; the address itself stays nowhere but in this process' memory. */
  async of(address: string): Promise<string> {
    const now = clock.now().getTime();
    if (now >= this.lookAgainAt || periodOf(now).number !== this.period)
      await (this.looking ??= this.look(now).finally(() => (this.looking = null)));
    const known = this.known.get(address);
    if (known) return known;

    if (this.known.size >= MAX_REMEMBERED) this.known.clear();
    const origin = createHmac('sha256', this.key).update(networkOf(address)).digest('base64url').slice(0, 16);
    this.known.set(address, origin);
    return origin;
  }

  /** Takes up the key of the period, which whoever comes first makes. Where the database is away the process has its own. */
  private async look(now: number): Promise<void> {
    const { number, endsAt } = periodOf(now);
    const fresh = this.period === number ? this.key : randomBytes(32);
    const key = await this.shared(number, new Date(endsAt), fresh).catch((err: unknown) => {
      log.warn({ err }, 'origins');
      return fresh;
    });
    if (!key.equals(this.key)) this.known.clear();
    Object.assign(this, { key, period: number, lookAgainAt: now + LOOK_AGAIN_MS });
  }

  private async shared(period: number, endsAt: Date, fresh: Buffer): Promise<Buffer> {
    const em = this.orm.em.fork() as SqlEntityManager;
    const [row] = await em.execute<{ key: string }[]>(
      `insert into visits.key as k (period, key, ends_at) values (?, decode(?, 'hex'), ?)
       on conflict (period) do update set key = k.key returning encode(key, 'hex') as key`,
      [period, fresh.toString('hex'), endsAt],
    );
    return Buffer.from(row!.key, 'hex');
  }
}

/** IPv4: the first 24 bits; IPv6: the first 64, however it is written; an IPv4 address in IPv6 is the one that it means. */
export function networkOf(address: string): string {
  const plain = address
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/%.*$/, '')
    .toLowerCase();
  if (!plain.includes(':')) return plain.split('.').slice(0, 3).join('.');
  const [before = '', after] = plain.split('::');
  const first = before.split(':').filter(Boolean);
  const last = after?.split(':').filter(Boolean) ?? [];
  const zeros =
    after === undefined ? [] : Array<string>(Math.max(8 - first.length - last.length, 0)).fill('0');
  return [...first, ...zeros, ...last]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
