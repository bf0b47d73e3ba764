import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { commaCsv } from '../platform/csv.js';
import { PortalQueries } from './portal.queries.js';
import { TransparencyQueries } from './transparency.queries.js';

/** The article of the Digital Services Act, Regulation (EU) 2022/2065, that asks for a section of the report. */
const ARTICLES: Record<string, string> = {
  base: 'Art. 15',
  notices: 'Art. 15 (1) (b), Art. 16',
  own: 'Art. 15 (1) (c)',
  reasons: 'Art. 17',
  complaints: 'Art. 15 (1) (d), Art. 20',
  suspensions: 'Art. 23, Art. 24 (1) (b)',
  disputes: 'Art. 21, Art. 24 (1) (a)',
  automated: 'Art. 15 (1) (e)',
};
const HEAD = ['publisher', 'period_from', 'period_to', 'article', 'section', 'measure', 'value', 'unit'];
const TOWN_MEASURES = [
  'contributions',
  'comments',
  'notices',
  'restrictions',
  'complaints',
  'suspensions',
] as const;

/** The transparency report as a table for machines: RFC 4180, one number in each line. */
@Controller('api/transparency.csv')
export class TransparencyController {
  constructor(
    private readonly queries: TransparencyQueries,
    private readonly portals: PortalQueries,
  ) {}

  @Get()
  async file(
    @Query('from') from: string,
    @Query('to') to: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const report = await this.queries.report(String(from), String(to));
    const { fullName } = await this.portals.operator();
    const rows = report.figures.map(({ key, value }) => {
      const [section = '', measure = ''] = key.split('.');
      const unit = measure === 'median' ? 'minutes' : 'count';
      return [fullName, report.from, report.to, ARTICLES[section] ?? '', section, measure, value ?? '', unit];
    });
    const towns = report.towns.flatMap((town) =>
      TOWN_MEASURES.map((name) => [town.name, report.from, report.to, '', 'town', name, town[name], 'count']),
    );
    void reply.headers({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="transparency-${report.from}-${report.to}.csv"`,
      'cache-control': 'public, max-age=60',
      'x-content-type-options': 'nosniff',
    });
    return commaCsv([HEAD, ...rows, ...towns]);
  }
}
