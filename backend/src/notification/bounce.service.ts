import { EntityManager, LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import PostalMime from 'postal-mime';

import { clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import type { Returned } from './bounce.js';
import { Subscriber, Subscription } from './subscription.entity.js';

/** So many mails in a row have to come back for good before we end what somebody follows. */
export const MOST_FAILURES = 3;
/** A failure so long ago says nothing about today. */
const REMEMBER_MS = 60 * 86_400_000;

/** What happens when a mail cannot be delivered. */
@Injectable()
export class BounceService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
  ) {}

  /** A report on a mail of ours (RFC 3464) counts where it says that it failed for good; everything else is let go. */
  async take(returned: Returned, message: Buffer): Promise<void> {
    if (await isFailureForGood(message)) await this.database.transaction(() => this.count(returned));
  }

  /**
   * A mail failed for good, in the running transaction. One that came back counts once (`toldTo`), one that was refused at
   * the door each day that it is tried. Answers whether all is ended now.
   */
  async count({ subscriberId, toldTo }: { subscriberId: string; toldTo: number | null }): Promise<boolean> {
    const subscriber = await this.em.findOne(
      Subscriber,
      { id: subscriberId },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    );
    const isKnown = toldTo !== null && subscriber?.failedTo === toldTo;
    if (!subscriber || subscriber.endedAt || isKnown) return false;
    const now = clock.now();
    const isRecent = subscriber.failedAt && now.getTime() - subscriber.failedAt.getTime() < REMEMBER_MS;
    subscriber.failures = isRecent ? subscriber.failures + 1 : 1;
    subscriber.failedTo = toldTo;
    subscriber.failedAt = now;
    if (subscriber.failures < MOST_FAILURES) return false;
    subscriber.endedAt = now;
    const all = await this.em.find(Subscription, { subscriberId, endedAt: null });
    for (const one of all) Object.assign(one, { endedAt: now, endedBecause: 'refused', askAt: null });
    return true;
  }
}

/** Answers of absent people and put-off mails are no failure (RFC 3464 § 2.3.3 and 2.3.4). */
async function isFailureForGood(message: Buffer): Promise<boolean> {
  const { attachments } = await PostalMime.parse(message, { forceRfc822Attachments: true });
  return attachments
    .filter(({ mimeType }) => mimeType === 'message/delivery-status')
    .some(({ content }) => {
      const text =
        typeof content === 'string' ? content : Buffer.from(content as ArrayBuffer).toString('utf8');
      return /^action:\s*failed\s*$/im.test(text) && /^status:\s*5\.\d{1,3}\.\d{1,3}/im.test(text);
    });
}
