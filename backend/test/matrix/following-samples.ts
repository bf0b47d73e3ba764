import { EntityManager } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';

import { Subscriber, Subscription } from '../../src/notification/subscription.entity.js';
import { subscriberCode, subscriptionCode } from '../../src/notification/subscription.policy.js';
import { SubscriptionService } from '../../src/notification/subscription.service.js';
import type { Sample } from './samples.js';
import type { MatrixWorld } from './world.js';

/** What is asked by who wants to be told what is new, without an account and behind the links of mails. */
export const following = (world: MatrixWorld): Record<string, Sample> => {
  const { product } = world.it;
  const wish = () => ({
    ...{ email: `${randomUUID()}@mail.example`, rhythm: 'daily' as const, word: randomUUID() },
  });
  const made = () =>
    product.as({ tenantId: world.it.world.town.id }, async () => {
      const asked = wish();
      await product.get(SubscriptionService).subscribe(asked);
      const em = product.get(EntityManager);
      await em.flush();
      const one = await em.findOneOrFail(Subscription, { target: { word: asked.word } } as never);
      const { id } = await em.findOneOrFail(Subscriber, { id: one.subscriberId });
      return { id, code: subscriberCode(id), subscription: one.id };
    });
  const link = async () => {
    const { subscription: id } = await made();
    return { id, code: subscriptionCode(id) };
  };
  const all = async () => {
    const { id, code } = await made();
    return { id, code };
  };
  return {
    subscribe: () => ({ subscription: wish() }),
    subscription: link,
    confirmSubscription: link,
    subscriber: all,
    changeRhythm: async () => ({ ...(await made()), rhythm: 'weekly' }),
    endSubscription: made,
    endSubscriptions: all,
    followers: () => ({ procedure: world.it.world.procedure.slug }),
  };
};
