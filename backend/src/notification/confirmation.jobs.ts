import { EntityManager } from '@mikro-orm/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { repeat } from '../platform/jobs.js';
import { log } from '../platform/log.js';
import { Mail, Undelivered } from '../platform/mail.js';
import { openAddress } from './addresses.js';
import { returnPath } from './bounce.js';
import { headersOf } from './letter.js';
import { confirmLink, manageLink } from './links.js';
import { Subscriber, SubscriberAddress, Subscription, type Language } from './subscription.entity.js';

const SECONDS = 2;
const CLEAN_SECONDS = 3_600;
const AT_ONCE = 50;
/** A mail that did not go out, or whose sender was killed, is tried again after so long. */
const AGAIN_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
const UNCONFIRMED_DAYS = 7;
/** So long a link to something ended still says that it is ended. */
const ENDED_DAYS = 90;

/** Asks who wanted to be told whether they do, and forgets who did not answer. */
@Injectable()
export class ConfirmationJobs implements OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly mail: Mail,
  ) {}

  onModuleInit(): void {
    repeat('ask-for-confirmation', SECONDS, () => this.ask());
    repeat('forget-unconfirmed', CLEAN_SECONDS, () => this.forget());
  }

  /** Sends the mails that are due; of several workers each takes others. */
  async ask(): Promise<void> {
    const now = clock.now();
    const claimed = await this.database.transaction(() =>
      this.database.rows<{ id: string }>(CLAIM, [new Date(now.getTime() + AGAIN_MS), now, AT_ONCE]),
    );
    for (const { id } of claimed)
      await this.send(id).catch((err: Error) =>
        log.warn({ err, job: 'ask-for-confirmation' }, 'tried again later'),
      );
  }

  /** Deletes what was not confirmed within a week, what ended long ago, and who follows nothing any more. */
  forget(): Promise<void> {
    const before = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
    return this.database.transaction(async () => {
      await this.database.rows('delete from subscription where confirmed_at is null and created_at < ?', [
        before(UNCONFIRMED_DAYS),
      ]);
      await this.database.rows('delete from subscription where ended_at < ?', [before(ENDED_DAYS)]);
      await this.database.rows(FORGET, [before(1)]);
      await this.database.rows(
        'delete from subscriber_address a where not exists (select 1 from subscriber b where b.id = a.id)',
      );
    });
  }

  private async send(id: string): Promise<void> {
    const letter = await this.database.transaction(async () => {
      const subscription = await this.em.findOneOrFail(Subscription, { id });
      const { subscriberId } = subscription;
      const { language } = await this.em.findOneOrFail(Subscriber, { id: subscriberId });
      const address = await this.em.findOne(SubscriberAddress, { id: subscriberId });
      return address && { to: openAddress(address.sealed), ...letterFor(subscription, language) };
    });
    // An address that does not exist is not asked again.
    if (letter)
      await this.mail.send(letter).catch((error: Error) => {
        if (!(error instanceof Undelivered && error.isForGood)) throw error;
      });
    await this.database.transaction(() =>
      this.database.rows('update subscription set ask_at = null where id = ?', [id]),
    );
  }
}

const WORDS = {
  de: {
    subject: 'Bitte bestätigen: Benachrichtigungen',
    text: (label: string, link: string) => [
      'Guten Tag,',
      `diese Adresse wurde für Benachrichtigungen angegeben: ${label}.`,
      `Möchten Sie sie bekommen? Dann bestätigen Sie es auf dieser Seite:\n${link}`,
      'Kennen Sie das nicht, brauchen Sie nichts zu tun: Ohne Bestätigung löschen wir die Adresse nach 7 Tagen.',
    ],
    known: (label: string, link: string) => [
      'Guten Tag,',
      `Sie bekommen diese Benachrichtigungen schon: ${label}.`,
      `Alles, was Sie verfolgen, sehen und ändern Sie hier:\n${link}`,
    ],
    knownSubject: 'Ihre Benachrichtigungen',
    all: 'alles Neue im ganzen Land',
  },
  en: {
    subject: 'Please confirm: notifications',
    text: (label: string, link: string) => [
      'Hello,',
      `this address was given for notifications: ${label}.`,
      `Would you like to get them? Then confirm it on this page:\n${link}`,
      'If you do not know about this, you need not do anything: without confirmation we delete the address after 7 days.',
    ],
    known: (label: string, link: string) => [
      'Hello,',
      `you already get these notifications: ${label}.`,
      `See and change all that you follow here:\n${link}`,
    ],
    knownSubject: 'Your notifications',
    all: 'everything new in the whole Land',
  },
};

/** The label is what somebody unknown has typed in part: one line of it, and no address in it that leads anywhere. */
function letterFor({ id, subscriberId, confirmedAt, label, askAt }: Subscription, language: Language) {
  const words = WORDS[language];
  const name = label.replace(/\s+/g, ' ').replace(/:\/\/|www\./gi, ' ') || words.all;
  const said = confirmedAt
    ? words.known(name, manageLink(language, subscriberId))
    : words.text(name, confirmLink(language, id));
  return {
    subject: confirmedAt ? words.knownSubject : words.subject,
    text: said.join('\n\n'),
    messageId: `<${id}.${askAt?.getTime() ?? 0}@${new URL(confirmLink('de', id)).hostname}>`,
    headers: headersOf(subscriberId),
    returnPath: returnPath(subscriberId, 0),
  };
}

const CLAIM = `
  update subscription set ask_at = ? where id in (
    select id from subscription where ask_at <= ? order by ask_at limit ? for update skip locked)
  returning id`;

const FORGET = `
  delete from subscriber b where b.created_at < ?
    and not exists (select 1 from subscription s where s.subscriber_id = b.id)`;
