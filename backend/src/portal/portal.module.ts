import { Module } from '@nestjs/common';

import { PlanModule } from '../plan/plan.module.js';
import { TenantModule } from '../tenant/tenant.module.js';
import { PortalController } from './portal.controller.js';
import { PortalJobs } from './portal.jobs.js';
import { PortalQueries } from './portal.queries.js';
import { PortalResolver } from './portal.resolver.js';
import { ProcedureQueries } from './procedure.queries.js';
import { Projector } from './projector.js';
import { ResultController } from './result.controller.js';
import { ResultProjector } from './result.projector.js';
import { ResultQueries } from './result.queries.js';
import { ResultResolver } from './result.resolver.js';
import { ResultJobs } from './result.jobs.js';
import { RevisionResolver } from './revision.resolver.js';

/** The public read model across tenants. */
@Module({
  imports: [TenantModule, PlanModule],
  controllers: [PortalController, ResultController],
  providers: [
    ...[PortalJobs, PortalQueries, PortalResolver, ProcedureQueries, Projector, RevisionResolver],
    ...[ResultJobs, ResultProjector, ResultQueries, ResultResolver],
  ],
})
export class PortalModule {}
