import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { csv } from '../platform/csv.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/problem.js';
import { berlinIso } from '../procedure/calendar.js';
import { LogFilter } from './log.graphql.js';
import { LogService } from './log.service.js';

const HEADS = ['Zeit', 'Wer', 'Was', 'Stellungnahme', 'Verfahren', 'Vorher', 'Nachher'];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The log as a file, with the filter of the page. */
@Controller('api/desk')
export class LogController {
  constructor(
    private readonly database: Database,
    private readonly log: LogService,
  ) {}

  @Get('log.csv')
  async file(
    @Query() asked: Record<string, string | string[] | undefined>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    if (!current.visit.tenantId) throw notFound('procedure');
    const rows = await this.database.transaction(() => this.log.taken(filterOf(asked)));
    void reply.headers({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="Protokoll.csv"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const lines = rows.map((row) => [
      berlinIso(new Date(row.at)),
      row.who ?? '',
      row.action,
      row.number ?? '',
      row.procedureTitle ?? '',
      written(row.before),
      written(row.after),
    ]);
    return Buffer.from(csv([HEADS, ...lines]));
  }
}

function filterOf(asked: Record<string, string | string[] | undefined>): LogFilter {
  const text = (name: string) => (typeof asked[name] === 'string' && asked[name].slice(0, 80)) || null;
  const who = text('who');
  return Object.assign(new LogFilter(), {
    procedure: text('procedure'),
    who: who && UUID.test(who) ? who : null,
    what: text('what'),
    from: text('from'),
    to: text('to'),
    number: text('number'),
  });
}

const written = (value: object | null) => (value ? JSON.stringify(value) : '');
