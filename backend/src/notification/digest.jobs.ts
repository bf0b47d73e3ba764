import { EntityManager } from '@mikro-orm/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { repeat } from '../platform/jobs.js';
import { log } from '../platform/log.js';
import { mac } from '../platform/mac.js';
import { Mail, Undelivered } from '../platform/mail.js';
import { openAddress } from './addresses.js';
import { returnPath } from './bounce.js';
import { DigestClaims, type Claimed } from './digest.claims.js';
import { letterOf } from './letter.js';
import { NewsQueries, type News } from './news.queries.js';
import { isStale } from './news.words.js';
import { endLink } from './links.js';
import { SubscriberAddress } from './subscription.entity.js';

const SECONDS = 20;
/** So many mails are under way at the same time. */
const TOGETHER = 5;

/**
 * Tells subscribers what is new. A worker claims some of them with the span of news that each is told, writes the mail from
 * what is public at that moment, sends it and notes how far each was told. One that is killed in between leaves its claim:
 * the same span is told again under the same Message-ID.
 */
@Injectable()
export class DigestJobs implements OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly mail: Mail,
    private readonly news: NewsQueries,
    private readonly claims: DigestClaims,
  ) {}

  onModuleInit(): void {
    repeat('digests', SECONDS, () => this.run());
  }

  /** Tells everybody whose time has come, some hundred after the other. */
  async run(): Promise<void> {
    const last = await this.news.last();
    let after: string | null = null;
    do {
      const claimed: Claimed[] = await this.claims.take(last, after);
      after = claimed.at(-1)?.subscriberId ?? null;
      const known = new Map<string, Promise<News[]>>();
      const queue = [...claimed];
      const next = async () => {
        for (let one = queue.shift(); one; one = queue.shift()) await this.tell(one, known);
      };
      await Promise.all(Array.from({ length: TOGETHER }, next));
    } while (after);
  }

  private async tell(claimed: Claimed, known: Map<string, Promise<News[]>>): Promise<void> {
    const { subscriberId } = claimed;
    try {
      const isSent = await this.send(claimed, known);
      await this.claims.told(claimed, isSent);
    } catch (err) {
      const isForGood = err instanceof Undelivered && err.isForGood;
      log.warn({ err, job: 'digests' }, isForGood ? 'refused for good' : 'tried again later');
      await this.claims.failed(subscriberId, isForGood);
    }
  }

  /** Whether there was anything to tell. Followers of the same are told the same: it is asked once for a batch. */
  private async send(claimed: Claimed, known: Map<string, Promise<News[]>>): Promise<boolean> {
    const { subscriberId, language, due } = claimed;
    const found = new Map<number, News>();
    const because: string[] = [];
    for (const { target, label, toldTo, tellingTo } of due) {
      const key = JSON.stringify([target, toldTo, tellingTo]);
      const asked = known.get(key) ?? this.news.digest(target, { after: toldTo, to: tellingTo });
      known.set(key, asked);
      const fresh = (await asked).filter((news) => !isStale(news, clock.now()));
      fresh.forEach((news) => found.set(news.id, news));
      if (fresh.length) because.push(label);
    }
    const to = found.size ? await this.addressOf(subscriberId) : null;
    if (!to) return false;

    const news = [...found.values()].sort((a, b) => a.position - b.position);
    await this.mail.send({
      ...letterOf({ subscriberId, language, news, because }),
      ...{ to, messageId: messageIdOf(claimed), returnPath: returnPath(subscriberId, upTo(claimed)) },
    });
    return true;
  }

  private async addressOf(id: string): Promise<string | null> {
    const kept = await this.database.transaction(() => this.em.findOne(SubscriberAddress, { id }));
    return kept && openAddress(kept.sealed);
  }
}

const upTo = ({ due }: Claimed): number => Math.max(...due.map(({ tellingTo }) => tellingTo));

/** The same span told to the same person is the same mail. */
function messageIdOf({ subscriberId, due }: Claimed): string {
  const spans = due.map(({ id, toldTo, tellingTo }) => `${id}:${toldTo}-${tellingTo}`).sort();
  const name = mac('codeKey', `digest|${spans.join('|')}`)
    .toString('hex')
    .slice(0, 32);
  return `<${name}@${new URL(endLink(subscriberId)).hostname}>`;
}
