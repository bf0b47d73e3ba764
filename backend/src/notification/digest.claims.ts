import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { BounceService } from './bounce.service.js';
import { nextAfter, nextAfterMail } from './rhythm.js';
import { Subscriber, Subscription, type Language } from './subscription.entity.js';
import type { Target } from './target.js';

/** Somebody who is told now, and of what. */
export interface Claimed {
  subscriberId: string;
  language: Language;
  due: { id: string; target: Target; label: string; toldTo: number; tellingTo: number }[];
}

const BATCH = 200;
const MINUTE_MS = 60_000;
/** Longer than a batch takes; whoever was killed with it leaves it to others then. */
const CLAIM_MS = 30 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
const PUT_OFF_MS = 15 * MINUTE_MS;
const LONGEST_PUT_OFF_MS = 6 * 60 * MINUTE_MS;
/** A mail that is put off so often (about three days) counts as one that failed for good. */
const MOST_TRIES = 16;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Who is told by which worker, and how far everybody has been told. */
@Injectable()
export class DigestClaims {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly bounces: BounceService,
  ) {}

  /** The next few whose time has come, after a subscriber by id; news up to `last` are told. Nobody else gets them. */
  take(last: number, after: string | null): Promise<Claimed[]> {
    return this.database.transaction(async () => {
      const now = clock.now();
      const rows = await this.database.rows<{ id: string }>(CLAIM, [after ?? FIRST, now, now, last, BATCH]);
      const ids = rows.map(({ id }) => id);
      if (!ids.length) return [];
      const subscribers = await this.em.find(Subscriber, { id: { $in: ids } }, { orderBy: { id: 'asc' } });
      const all = await this.em.find(Subscription, {
        subscriberId: { $in: ids },
        confirmedAt: { $ne: null },
        endedAt: null,
      });
      return subscribers.map((subscriber) => {
        subscriber.claimedUntil = new Date(now.getTime() + CLAIM_MS);
        const due = all.filter((one) => one.subscriberId === subscriber.id && isDue(one, { now, last }));
        due.forEach((one) => (one.tellingTo ??= last));
        return { subscriberId: subscriber.id, language: subscriber.language, due: due.map(spanOf) };
      });
    });
  }

  /** Somebody was told, or there was nothing to tell. */
  told({ subscriberId, due }: Claimed, isSent: boolean): Promise<void> {
    return this.database.transaction(async () => {
      const now = clock.now();
      const subscriber = await this.em.findOne(Subscriber, { id: subscriberId });
      if (!subscriber) return;
      Object.assign(subscriber, { claimedUntil: null, tries: 0 });
      const spans = new Map(due.map((span) => [span.id, span.tellingTo]));
      for (const one of await this.em.find(Subscription, { id: { $in: [...spans.keys()] } })) {
        one.toldTo = spans.get(one.id)!;
        one.tellingTo = null;
        one.nextAt = isSent ? nextAfterMail(now, one.rhythm) : nextAfter(now, one.rhythm);
      }
    });
  }

  /** The mail did not go out: the same is told later. After too many for good everything ends. */
  failed(subscriberId: string, isForGood: boolean): Promise<void> {
    return this.database.transaction(async () => {
      const subscriber = await this.em.findOne(Subscriber, { id: subscriberId });
      if (!subscriber) return;
      const isLost = isForGood || subscriber.tries >= MOST_TRIES;
      if (isLost) await this.bounces.count({ subscriberId, toldTo: null });
      subscriber.tries = isLost ? 0 : subscriber.tries + 1;
      const wait = isLost ? DAY_MS : Math.min(PUT_OFF_MS * 2 ** (subscriber.tries - 1), LONGEST_PUT_OFF_MS);
      subscriber.claimedUntil = new Date(clock.now().getTime() + wait);
    });
  }
}

function isDue(
  { tellingTo, nextAt, rhythm, toldTo }: Subscription,
  at: { now: Date; last: number },
): boolean {
  if (typeof tellingTo === 'number') return true;
  return Boolean(nextAt && nextAt <= at.now) && (rhythm !== 'at-once' || toldTo < at.last);
}

const spanOf = ({ id, target, label, toldTo, tellingTo }: Subscription): Claimed['due'][number] => ({
  ...{ id, target, label, toldTo, tellingTo: tellingTo! },
});

const CLAIM = `
  select b.id from subscriber b
  where b.id > ? and b.ended_at is null and (b.claimed_until is null or b.claimed_until <= ?)
    and exists (select 1 from subscription s where s.subscriber_id = b.id and s.confirmed_at is not null
      and s.ended_at is null and (s.telling_to is not null
        or s.next_at <= ? and (s.rhythm <> 'at-once' or s.told_to < ?)))
  order by b.id limit ? for update of b skip locked`;
