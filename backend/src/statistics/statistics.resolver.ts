import { Args, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { Statistics } from './statistics.graphql.js';
import { drawn, StatisticsService } from './statistics.service.js';

const isDisclosed = true as const;

/** Numbers about a procedure. */
@Resolver(() => Statistics)
export class StatisticsResolver {
  constructor(private readonly service: StatisticsService) {}

  @Query(() => Statistics, { description: 'For who reads what came in.' })
  @Asks()
  async statistics(@Args('procedure') slug: string): Promise<Statistics> {
    const counts = await this.service.of(slug);
    const charts = counts.charts.map((chart) => ({
      isDisclosed,
      kind: chart.kind,
      title: chart.title,
      svg: drawn(chart, counts),
      rows: chart.rows.map(({ label, count, position }) => ({ isDisclosed, label, count, position })),
    }));
    const byTime = counts.charts.find(({ kind }) => kind === 'timeliness')?.rows ?? [];
    return { isDisclosed, total: byTime.reduce((sum, { count }) => sum + count, 0), charts };
  }
}
