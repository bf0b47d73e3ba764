import { Module } from '@nestjs/common';

import { PlanModule } from '../plan/plan.module.js';
import { TenantModule } from '../tenant/tenant.module.js';
import { PortalController } from './portal.controller.js';
import { PortalJobs } from './portal.jobs.js';
import { PortalQueries } from './portal.queries.js';
import { PortalResolver } from './portal.resolver.js';
import { ProcedureQueries } from './procedure.queries.js';
import { Projector } from './projector.js';
import { RevisionResolver } from './revision.resolver.js';

/** The public read model across tenants. */
@Module({
  imports: [TenantModule, PlanModule],
  controllers: [PortalController],
  providers: [PortalJobs, PortalQueries, PortalResolver, ProcedureQueries, Projector, RevisionResolver],
})
export class PortalModule {}
