import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';

import type { Target } from './target.js';

export const RHYTHMS = ['at-once', 'daily', 'weekly'] as const;
/** How often somebody wants to hear: within minutes, each morning, or on Monday mornings. */
export type Rhythm = (typeof RHYTHMS)[number];

export const LANGUAGES = ['de', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const id = () =>
  p
    .uuid()
    .primary()
    .onCreate(() => randomUUID());

export const SubscriberSchema = defineEntity({
  name: 'Subscriber',
  properties: {
    id: id(),
    language: p.string().length(2).$type<Language>(),
    createdAt: p.datetime(),
    /** Somebody sends to this person right now, or tries again then. */
    claimedUntil: p.datetime().nullable(),
    /** The Berlin day of the last mails that ask for a confirmation, and how many they were. */
    askedOn: p.string().length(10).default(''),
    asked: p.smallint().default(0),
    /** Mails refused for good since one arrived, and the last of them by the news up to which it told. */
    failures: p.smallint().default(0),
    failedTo: p.bigint('number').nullable(),
    failedAt: p.datetime().nullable(),
    /** Tries of the mail that is under way that the other server put off. */
    tries: p.smallint().default(0),
    endedAt: p.datetime().nullable(),
  },
});

/** Somebody who is told what is new by mail, wherever in the installation; has no account and no name. */
export class Subscriber extends SubscriberSchema.class {}
SubscriberSchema.setClass(Subscriber);

export const SubscriberAddressSchema = defineEntity({
  name: 'SubscriberAddress',
  properties: {
    id: id(),
    /** Keyed hash of the address in lower case: finds a person again without opening any address. */
    digest: p.string().length(64).unique(),
    /** The address, encrypted. */
    sealed: p.text(),
  },
});

/** Where a subscriber is reached; apart from what they follow, and deleted with the last of it. */
export class SubscriberAddress extends SubscriberAddressSchema.class {}
SubscriberAddressSchema.setClass(SubscriberAddress);

export const SubscriptionSchema = defineEntity({
  name: 'Subscription',
  indexes: [
    { properties: ['askAt'], where: 'ask_at is not null' },
    { properties: ['createdAt'], where: 'confirmed_at is null' },
    { properties: ['townId', 'procedureId'], where: 'ended_at is null and confirmed_at is not null' },
  ],
  uniques: [{ properties: ['subscriberId', 'digest'] }],
  properties: {
    id: id(),
    subscriberId: p.uuid(),
    /** The town, and the procedure that it is about; null where it is about more than one. */
    townId: p.uuid().nullable(),
    procedureId: p.uuid().nullable(),
    target: p.json().$type<Target>(),
    /** SHA-256 of the target: nobody follows the same thing twice. */
    digest: p.string().length(64),
    /** What is followed, in the words of the page on which it was chosen. */
    label: p.string().length(300),
    rhythm: p.string().$type<Rhythm>(),
    createdAt: p.datetime(),
    /** When the mail that asks for a confirmation is due; null once it is sent. */
    askAt: p.datetime().nullable(),
    confirmedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    endedBecause: p.string().$type<'asked' | 'refused'>().nullable(),
    /** Positions of the news: told up to there, and up to where the mail under way tells. */
    toldTo: p.bigint('number').default(0),
    tellingTo: p.bigint('number').nullable(),
    /** Not before this instant. */
    nextAt: p.datetime().nullable(),
  },
});

/** What somebody follows, and how often they want to hear of it. */
export class Subscription extends SubscriptionSchema.class {}
SubscriptionSchema.setClass(Subscription);
