import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { notFound } from '../platform/problem.js';
import { openAddress, shortened } from './addresses.js';
import { nextAfter } from './rhythm.js';
import { Subscriber, SubscriberAddress, Subscription, type Rhythm } from './subscription.entity.js';
import type { SubscriberView } from './subscription.graphql.js';
import { canOpenSubscription, subscriberCode } from './subscription.policy.js';
import { viewOf } from './subscription.service.js';

/** All that one person follows, for who holds the link of their mails. */
@Injectable()
export class SubscriberService {
  constructor(private readonly em: EntityManager) {}

  /** Throws `subscription.not-found` for every link that does not count. */
  async open(id: string, code: string): Promise<SubscriberView> {
    const subscriber = await this.held(id, code);
    const address = await this.em.findOne(SubscriberAddress, { id: subscriber.id });
    const all = await this.em.find(
      Subscription,
      { subscriberId: id },
      { orderBy: { createdAt: 'asc', id: 'asc' } },
    );
    return {
      isDisclosed: true,
      address: address && shortened(openAddress(address.sealed)),
      subscriptions: all.map(viewOf),
    };
  }

  /** How often somebody hears of one thing. Throws `subscription.not-found`. */
  async change(key: Key, rhythm: Rhythm): Promise<void> {
    const subscription = await this.one(key);
    subscription.rhythm = rhythm;
    subscription.nextAt = subscription.confirmedAt ? nextAfter(clock.now(), rhythm) : null;
  }

  /** Ends one; with the last one the address is deleted. Throws `subscription.not-found`. */
  async end(key: Key): Promise<void> {
    endOne(await this.one(key));
    const { id } = key;
    const left = await this.em.count(Subscription, {
      subscriberId: id,
      endedAt: null,
      id: { $ne: key.subscription },
    });
    if (!left) await this.forget(id);
  }

  /** Ends all and deletes the address; again changes nothing. Throws `subscription.not-found` for a wrong link only. */
  async endAll(id: string, code: string): Promise<void> {
    const subscriber = await this.held(id, code);
    const all = await this.em.find(Subscription, { subscriberId: subscriber.id, endedAt: null });
    all.forEach(endOne);
    await this.forget(id);
  }

  private async forget(id: string): Promise<void> {
    await this.em.nativeDelete(SubscriberAddress, { id });
  }

  private async one({ id, code, subscription }: Key): Promise<Subscription> {
    await this.held(id, code);
    const isId = /^[0-9a-f-]{36}$/.test(subscription);
    const found =
      isId && (await this.em.findOne(Subscription, { id: subscription, subscriberId: id, endedAt: null }));
    if (!found) throw notFound('subscription');
    return found;
  }

  private async held(id: string, code: string): Promise<Subscriber> {
    authorize(canOpenSubscription, { given: code, right: subscriberCode(id) }, 'subscription');
    const subscriber = await this.em.findOne(Subscriber, { id });
    if (!subscriber) throw notFound('subscription');
    return subscriber;
  }
}

interface Key {
  /** Of the subscriber. */
  id: string;
  code: string;
  subscription: string;
}

function endOne(subscription: Subscription): void {
  subscription.endedAt = clock.now();
  subscription.endedBecause = 'asked';
  subscription.askAt = null;
}
