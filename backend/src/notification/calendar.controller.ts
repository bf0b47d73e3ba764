import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import ical, { ICalEventStatus, type ICalCalendar } from 'ical-generator';

import { current } from '../platform/current.js';
import { env } from '../platform/env.js';
import { onOneLine } from '../platform/markup.js';
import { notFound } from '../platform/problem.js';
import { Pub } from '../platform/pub.js';
import { plusDays } from '../procedure/calendar.js';
import type { Extension, Interruption, PhaseKind } from '../procedure/procedure.entity.js';
import { townAddress } from '../tenant/tenant.service.js';
import { answerKept } from './kept-answer.js';

const CALENDAR = 'text/calendar; charset=utf-8';

interface Dated {
  id: string;
  slug: string;
  title: string;
  teaser: string;
  townSlug: string;
  townName: string;
  /** How often its phases have changed since it is public, and when last (UTC). */
  sequence: number;
  revisedAt: string;
  phases: {
    kind: PhaseKind;
    title: string;
    firstDay: string;
    lastDay: string | null;
    extension: Extension | null;
    interruption: Interruption | null;
  }[];
}

/** The periods in which people are heard, for one's own calendar (RFC 5545): of a procedure, a town or the Land. */
@Controller('api')
export class CalendarController {
  constructor(private readonly pub: Pub) {}

  @Get('procedures/:slug/calendar.ics')
  async ofProcedure(
    @Param('slug') slug: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const dated = await this.pub.rows<Dated>('dates', ONE, [current.tenantIdOrNull, slug]);
    if (!dated.length) throw notFound('procedure');
    return answer(dated[0]!.title, { dated, request, reply });
  }

  @Get('calendar.ics')
  async ofPortal(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const dated = await this.pub.rows<Dated>('all-dates', ALL, [current.tenantIdOrNull]);
    const town = current.tenantIdOrNull ? dated[0]?.townName : null;
    return answer(town ? `Beteiligung: ${town}` : 'Beteiligung', { dated, request, reply });
  }
}

interface Answering {
  dated: Dated[];
  request: FastifyRequest;
  reply: FastifyReply;
}

function answer(name: string, { dated, request, reply }: Answering): string {
  const calendar = ical({ name: onOneLine(name), prodId: '-//Mitsprache//Beteiligung//DE' });
  for (const procedure of dated) addTo(calendar, procedure);
  return answerKept({ body: calendar.toString(), type: CALENDAR, request, reply });
}

/** Each period as days; one that was interrupted is called off, since it does not end on that day. */
function addTo(calendar: ICalCalendar, procedure: Dated): void {
  const count = new Map<string, number>();
  for (const { kind, title, firstDay, lastDay, interruption } of procedure.phases) {
    const nth = (count.get(kind) ?? 0) + 1;
    count.set(kind, nth);
    const last = lastDay ?? interruption?.formerLastDay;
    if (!last || (kind !== 'early' && kind !== 'display')) continue;
    calendar.createEvent({
      // The same period keeps its name when its days change.
      id: `${procedure.id}-${kind}-${nth}@${new URL(env.ORIGIN).hostname}`,
      sequence: procedure.sequence,
      status: interruption ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      start: midnight(firstDay),
      end: midnight(plusDays(last, 1)),
      allDay: true,
      summary: `${procedure.townName}: ${procedure.title}${title && ` (${title})`}`,
      description: interruption ? interruption.reason : procedure.teaser,
      url: `${townAddress(procedure.townSlug)}/verfahren/${procedure.slug}`,
      stamp: new Date(procedure.revisedAt),
    });
  }
}

/** A day without a zone, as the library wants it. */
const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`);

const DATED = `
  select p.id, p.slug, p.title, p.teaser, t.slug as "townSlug", t.name as "townName", p.sequence,
    to_json(p.revised_at) as "revisedAt", p.phases
  from pub.procedure p join pub.tenant t on t.id = p.tenant_id`;

const ONE = `${DATED} where p.tenant_id = $1 and p.slug = $2`;

/** What runs, comes or has ended within the year. */
const ALL = `${DATED}
  where ($1::uuid is null or p.tenant_id = $1) and p.status <> 'archive'
  order by p.rank, p.sort_key, p.id limit 1000`;
