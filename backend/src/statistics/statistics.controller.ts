import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/problem.js';
import { CHARTS } from './counts.sql.js';
import { StatisticsPaper } from './statistics.paper.js';
import { StatisticsService, type Counts } from './statistics.service.js';

const TYPES: Record<string, string> = {
  csv: 'text/csv; charset=utf-8',
  png: 'image/png',
  pdf: 'application/pdf',
};

/** Numbers as files, for who may see them: `days.csv`, `days.png` …, `report.pdf`. */
@Controller('api/desk/procedures')
export class StatisticsController {
  constructor(
    private readonly database: Database,
    private readonly statistics: StatisticsService,
    private readonly paper: StatisticsPaper,
  ) {}

  @Get(':slug/statistics/:file')
  async file(
    @Param('slug') slug: string,
    @Param('file') file: string,
    @Query('language') language: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    if (!current.visit.tenantId) throw notFound('procedure');
    const visit = { ...current.visit, language: language === 'en' ? 'en' : 'de' };
    const bytes = await current.run(visit, () => this.database.transaction(() => this.made(slug, file)));
    void reply.headers({
      'content-type': TYPES[file.split('.')[1] ?? ''],
      'content-disposition': `attachment; filename="${slug.replace(/[^0-9A-Za-z-]/g, '')}-${file}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    return bytes;
  }

  private async made(slug: string, file: string): Promise<Buffer> {
    const [name, kind] = file.split('.');
    const wanted = CHARTS.filter((known) => known === name);
    const isReport = file === 'report.pdf';
    const counts = await this.statistics.of(slug, isReport ? CHARTS : wanted);
    if (!isReport && (!wanted.length || (kind !== 'csv' && kind !== 'png'))) throw notFound('file');

    this.statistics.exported(counts, file);
    return isReport ? this.paper.report(counts) : this.chart(counts, kind === 'png');
  }

  private chart(counts: Counts, isPicture: boolean): Promise<Buffer> | Buffer {
    const [chart] = counts.charts;
    return isPicture ? this.paper.png(chart!, counts) : Buffer.from(this.paper.csv(chart!));
  }
}
