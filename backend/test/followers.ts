import { beforeAll, beforeEach, afterAll, afterEach } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { ConfirmationJobs } from '../src/notification/confirmation.jobs.js';
import { DigestJobs } from '../src/notification/digest.jobs.js';
import { NewsJobs } from '../src/notification/news.jobs.js';
import { SubscriberService } from '../src/notification/subscriber.service.js';
import type { SubscriberKey, SubscriptionInput } from '../src/notification/subscription.graphql.js';
import { SubscriptionService } from '../src/notification/subscription.service.js';
import { clock } from '../src/platform/clock.js';
import { ANONYMOUS, type Visit } from '../src/platform/current.js';
import { env } from '../src/platform/env.js';
import { Projector } from '../src/portal/projector.js';
import { dialogueWorld } from './dialogue-world.js';
import { aContribution } from './dialogues.js';
import { superuser } from './database.js';
import { postOffice } from './post-office.js';

/** A Tuesday, at nine in the morning in Berlin. */
export const TUESDAY = new Date('2026-12-01T08:00:00Z');
const HOUR_MS = 3_600_000;

/** Moves the stopped clock on. */
export const later = (hours: number) => clock.set(new Date(clock.now().getTime() + hours * HOUR_MS));

type World = ReturnType<typeof dialogueWorld>;
type Office = Awaited<ReturnType<typeof postOffice>>;

/** A post office that is open during the tests of one `describe`, and empty for each of them. */
function openOffice(world: World): { office: Office } {
  const post = {} as { office: Office };
  beforeAll(async () => {
    post.office = await postOffice();
    Object.assign(env, { SMTP_URL: post.office.url });
  });
  beforeEach(async () => {
    await world.as(ANONYMOUS, Projector, (projector) => projector.projectTenant());
    // Who followed something in another test hears nothing of this one.
    await (await superuser()).query('truncate subscription, subscriber, subscriber_address');
    post.office.received.length = 0;
    Object.assign(post.office, { refuses: false, putsOff: false });
  });
  afterEach(() => {
    clock.set(null);
    Object.assign(env, { BOUNCE_DOMAIN: undefined });
  });
  afterAll(async () => {
    await post.office.close();
    Object.assign(env, { SMTP_URL: undefined });
  });
  return post;
}

/** How people ask to be told, and answer the question whether they meant it. */
function asking({ product, it }: World, post: { office: Office }) {
  const inTown = (): Partial<Visit> => ({ tenantId: it.town.id, tenantSlug: it.town.slug, actor: ANONYMOUS });
  const subscriptions = <T>(
    work: (service: SubscriptionService) => Promise<T>,
    visit = inTown(),
  ): Promise<T> => product.as(visit, () => work(product.get(SubscriptionService)));
  const ask = (input: Partial<SubscriptionInput> = {}, visit?: Partial<Visit>) =>
    subscriptions(
      (service) => service.subscribe({ email: 'anna@mail.example', rhythm: 'daily', ...input }),
      visit,
    );
  const sendQuestions = () => product.visit({}, () => product.get(ConfirmationJobs).ask());
  const mailsTo = (email: string) => post.office.received.filter(({ to }) => to.includes(email));
  const confirm = async (email: string): Promise<SubscriberKey> => {
    await sendQuestions();
    const [, id, code] = /bestaetigen\/([0-9a-f-]{36})\/([0-9a-f]{40})/.exec(mailsTo(email).at(-1)!.text)!;
    return subscriptions((service) => service.confirm(id!, code!));
  };
  const subscribers = <T>(work: (service: SubscriberService) => Promise<T>): Promise<T> =>
    product.as({}, () => work(product.get(SubscriberService)));
  return { ask, confirm, mailsTo, sendQuestions, subscriptions, subscribers };
}

/** People who follow what happens in a town, and the post office through which they hear of it. */
export function followers() {
  const world = dialogueWorld();
  const { product, it } = world;
  const post = openOffice(world);
  const asks = asking(world, post);
  const arrange = () => product.visit({}, () => product.get(NewsJobs).arrange());

  return {
    ...world,
    ...asks,
    post,
    arrange,
    /** Asks and confirms; the mails of that are thrown away. */
    follow: async (input: Partial<SubscriptionInput> = {}, visit?: Partial<Visit>) => {
      const email = input.email ?? `${randomUUID()}@mail.example`;
      await arrange();
      await asks.ask({ ...input, email }, visit);
      const key = await asks.confirm(email);
      post.office.received.length = 0;
      return { email, ...key };
    },
    forget: () => product.visit({}, () => product.get(ConfirmationJobs).forget()),
    /** Puts the news in order and tells whose time has come; answers the mails that went out. */
    tell: async () => {
      await arrange();
      await product.visit({}, () => product.get(DigestJobs).run());
      return post.office.received;
    },
    /** Says something in the dialogue, for everybody to see. */
    say: async (title: string) => {
      const input = aContribution(it, { title });
      await world.send(input);
      await world.project((projector) => projector.contribution(input.id));
      return input.id;
    },
  };
}
