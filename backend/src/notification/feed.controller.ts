import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Feed } from 'feed';

import { current } from '../platform/current.js';
import { env } from '../platform/env.js';
import { inMarkup } from '../platform/markup.js';
import { townAddress } from '../tenant/tenant.service.js';
import { answerKept } from './kept-answer.js';
import { addressOf, NewsQueries, type News } from './news.queries.js';
import { inWords } from './news.words.js';
import type { Language } from './subscription.entity.js';
import type { Asked } from './target.service.js';
import { TargetService } from './target.service.js';

const SIZE = 50;
const ATOM = 'application/atom+xml; charset=utf-8';

/**
 * What is new, as Atom (RFC 4287), under addresses that stay: of a town, the Land, a place, a topic, a procedure, a dialogue.
 * With `lang=en` what happened is told in English; what people and towns wrote stays as it is.
 */
@Controller('api')
export class FeedController {
  constructor(
    private readonly targets: TargetService,
    private readonly news: NewsQueries,
  ) {}

  /** Of this town or of the whole Land; `ort` or `lon` and `lat` with `km`, `thema`, `art` and `wort` narrow it. */
  @Get('feed.atom')
  ofPortal(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.answer({ asked: askedIn(query), request, reply });
  }

  @Get('procedures/:procedure/feed.atom')
  ofProcedure(
    @Param('procedure') procedure: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.answer({ asked: { procedure }, request, reply });
  }

  @Get('procedures/:procedure/dialogues/:dialogue/feed.atom')
  ofDialogue(
    @Param() asked: { procedure: string; dialogue: string },
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.answer({ asked, request, reply });
  }

  private async answer({ asked, request, reply }: Answering): Promise<string> {
    const { target, label } = await this.targets.find(asked);
    const news = await this.news.latest(target, SIZE);
    const changed = new Date(Math.max(0, ...news.map(({ at }) => Date.parse(at))));
    const home = townAddress(current.visit.tenantSlug);
    const language = (request.query as { lang?: unknown }).lang === 'en' ? 'en' : 'de';
    const { heading, everywhere } = WORDS[language];
    const feed = new Feed({
      id: `${home}${request.url}`,
      link: asked.procedure ? `${home}/verfahren/${encodeURIComponent(asked.procedure)}` : `${home}/`,
      title: `${heading}: ${label || everywhere}`,
      feedLinks: { atom: `${home}${request.url}` },
      language,
      copyright: label,
      updated: changed,
    });
    news.forEach((one) => feed.addItem(itemOf(one, language)));
    return answerKept({ body: feed.atom1(), type: ATOM, request, reply });
  }
}

interface Answering {
  asked: Asked;
  request: FastifyRequest;
  reply: FastifyReply;
}

const WORDS = {
  de: { heading: 'Beteiligung', everywhere: 'alle Städte und Gemeinden' },
  en: { heading: 'Participation', everywhere: 'all towns and municipalities' },
};

function itemOf(news: News, language: Language) {
  const at = new Date(news.at);
  return {
    id: `tag:${new URL(env.ORIGIN).hostname},${at.getUTCFullYear()}:news/${news.id}`,
    link: addressOf(news),
    // The library says that these are HTML, so that readers would run what a citizen typed.
    title: inMarkup(
      `${news.townName}: ${news.kind === 'procedure' ? news.title : `${news.title} – ${inWords(news, language)}`}`,
    ),
    description: inMarkup(news.words ?? (news.kind === 'procedure' ? news.teaser : inWords(news, language))),
    author: [{ name: news.townName }],
    date: at,
  };
}

function askedIn(query: Record<string, unknown>): Asked {
  const word = (name: string) => (typeof query[name] === 'string' ? query[name].slice(0, 100) : null);
  const number = (name: string) => {
    const given = Number.parseFloat(word(name) ?? '');
    return Number.isFinite(given) ? given : null;
  };
  return {
    ...{ place: word('ort'), longitude: number('lon'), latitude: number('lat'), km: number('km') },
    ...{ topic: word('thema'), form: word('art'), word: word('wort') },
  };
}
