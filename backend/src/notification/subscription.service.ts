import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/problem.js';
import { localDate } from '../procedure/calendar.js';
import { Procedure } from '../procedure/procedure.entity.js';
import { digestOf, sealAddress } from './addresses.js';
import { NewsQueries } from './news.queries.js';
import { nextAfter } from './rhythm.js';
import { Subscriber, SubscriberAddress, Subscription } from './subscription.entity.js';
import type {
  Followers,
  SubscriberKey,
  SubscriptionInput,
  SubscriptionView,
} from './subscription.graphql.js';
import {
  canOpenSubscription,
  canSeeFollowers,
  canSubscribe,
  subscriberCode,
  subscriptionCode,
} from './subscription.policy.js';
import { TargetService } from './target.service.js';

/** So many mails that ask for a confirmation go to one address in a day, whoever asks. */
const ASKED_A_DAY = 5;
const MOST_FOLLOWED = 100;

/** From the wish to be told what is new to its confirmation by who reads the mail (double opt-in). */
@Injectable()
export class SubscriptionService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly targets: TargetService,
    private readonly news: NewsQueries,
  ) {}

  /**
   * Asks the address whether it wants to be told. What is answered here does not depend on whether the address is known,
   * or was asked too often: then nothing is sent. Throws what `TargetService.find` throws.
   */
  async subscribe({ email, rhythm, ...asked }: SubscriptionInput): Promise<void> {
    authorize(canSubscribe, null);
    const { target, label } = await this.targets.find(asked);
    const subscriber = await this.subscriberFor(email);
    const digest = createHash('sha256').update(JSON.stringify(target)).digest('hex');
    const known = await this.em.findOne(Subscription, { subscriberId: subscriber.id, digest });
    if (!this.mayAsk(subscriber)) return;
    const now = clock.now();
    if (known) {
      known.askAt = now;
      if (known.endedAt)
        Object.assign(known, { confirmedAt: null, endedAt: null, endedBecause: null, createdAt: now });
      if (!known.confirmedAt) known.rhythm = rhythm;
      return;
    }
    if ((await this.em.count(Subscription, { subscriberId: subscriber.id })) >= MOST_FOLLOWED) return;
    const { townId } = target;
    const procedureId = 'procedureId' in target ? target.procedureId : null;
    const made = {
      subscriberId: subscriber.id,
      townId,
      procedureId,
      target,
      digest,
      rhythm,
      createdAt: now,
      askAt: now,
    };
    this.em.persist(this.em.create(Subscription, { ...made, label: label.slice(0, 300) } as never));
  }

  /** What a link asks to confirm. Throws `subscription.not-found` for every link that does not count. */
  async open(id: string, code: string): Promise<SubscriptionView> {
    return viewOf(await this.held(id, code));
  }

  /** Confirms; again changes nothing. News from now on are told. Answers what opens the page to manage all. */
  async confirm(id: string, code: string): Promise<SubscriberKey> {
    const subscription = await this.held(id, code);
    const { subscriberId } = subscription;
    if (!subscription.confirmedAt) {
      const now = clock.now();
      subscription.confirmedAt = now;
      subscription.askAt = null;
      subscription.toldTo = await this.news.last();
      subscription.nextAt = nextAfter(now, subscription.rhythm);
      const subscriber = await this.em.findOneOrFail(Subscriber, { id: subscriberId });
      Object.assign(subscriber, { endedAt: null, failures: 0, failedTo: null });
    }
    return { id: subscriberId, code: subscriberCode(subscriberId) };
  }

  /** How many follow a procedure of this town, or something in it. Throws `procedure.not-found`. */
  async followers(slug: string): Promise<Followers> {
    const procedure = await this.em.findOne(Procedure, { slug });
    if (!procedure) throw notFound('procedure');
    authorize(canSeeFollowers, procedure);
    const [row] = await this.database.rows<{ count: number; refused: number }>(FOLLOWERS, [
      ...[current.tenantId, procedure.id],
    ]);
    return { isDisclosed: true, ...row! };
  }

  private async held(id: string, code: string): Promise<Subscription> {
    const isId = /^[0-9a-f-]{36}$/.test(id);
    authorize(canOpenSubscription, { given: code, right: subscriptionCode(id) }, 'subscription');
    const subscription = isId ? await this.em.findOne(Subscription, { id, endedAt: null }) : null;
    if (!subscription) throw notFound('subscription');
    return subscription;
  }

  /** Two who ask for the same address at once meet in the same row. */
  private async subscriberFor(email: string): Promise<Subscriber> {
    const digest = digestOf(email);
    const made = randomUUID();
    await this.database.rows(
      'insert into subscriber_address (id, digest, sealed) values (?, ?, ?) on conflict (digest) do nothing',
      [made, digest, sealAddress(email)],
    );
    const { id } = await this.em.findOneOrFail(SubscriberAddress, { digest });
    if (id !== made) return this.em.findOneOrFail(Subscriber, { id });
    const language = current.visit.language === 'en' ? 'en' : 'de';
    const subscriber = this.em.create(Subscriber, { id, language, createdAt: clock.now() } as never);
    this.em.persist(subscriber);
    return subscriber;
  }

  private mayAsk(subscriber: Subscriber): boolean {
    const today = localDate(clock.now());
    if (subscriber.askedOn !== today) Object.assign(subscriber, { askedOn: today, asked: 0 });
    if (subscriber.asked >= ASKED_A_DAY) return false;
    subscriber.asked += 1;
    return true;
  }
}

export const viewOf = ({
  id,
  target,
  label,
  rhythm,
  confirmedAt,
  endedAt,
  endedBecause,
}: Subscription): SubscriptionView => ({
  ...{ isDisclosed: true, id, kind: target.kind, label, rhythm, isConfirmed: Boolean(confirmedAt) },
  endedAt: endedAt?.toISOString() ?? null,
  endedBecause: endedBecause ?? null,
});

const FOLLOWERS = `
  select count(distinct subscriber_id) filter (where ended_at is null)::int as count,
    count(distinct subscriber_id) filter (where ended_because = 'refused')::int as refused
  from subscription where town_id = ? and procedure_id = ? and confirmed_at is not null`;
