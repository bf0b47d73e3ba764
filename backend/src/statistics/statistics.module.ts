import { Module } from '@nestjs/common';

import { TenantModule } from '../tenant/tenant.module.js';
import { StatisticsController } from './statistics.controller.js';
import { StatisticsPaper } from './statistics.paper.js';
import { StatisticsResolver } from './statistics.resolver.js';
import { StatisticsService } from './statistics.service.js';

/** Numbers that people look at, with pictures, tables and a report. */
@Module({
  imports: [TenantModule],
  controllers: [StatisticsController],
  providers: [StatisticsPaper, StatisticsResolver, StatisticsService],
})
export class StatisticsModule {}
