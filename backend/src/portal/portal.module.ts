import { Module } from '@nestjs/common';

import { ContributionModule } from '../contribution/contribution.module.js';
import { PlanModule } from '../plan/plan.module.js';
import { ProcedureModule } from '../procedure/procedure.module.js';
import { TenantModule } from '../tenant/tenant.module.js';
import { BecameProjector } from './became.projector.js';
import { ClusterProjector } from './cluster.projector.js';
import { DialogueMapQueries } from './dialogue-map.queries.js';
import { DialogueOutcomeQueries } from './dialogue-outcome.queries.js';
import { DialoguePageQueries } from './dialogue-page.queries.js';
import { DialoguePageResolver } from './dialogue-page.resolver.js';
import { DialoguePictureController } from './dialogue-picture.controller.js';
import { DialogueProjector } from './dialogue.projector.js';
import { PortalController } from './portal.controller.js';
import { PortalJobs } from './portal.jobs.js';
import { PortalQueries } from './portal.queries.js';
import { PortalResolver } from './portal.resolver.js';
import { PreviewResolver } from './preview.resolver.js';
import { PreviewService } from './preview.service.js';
import { ProcedureQueries } from './procedure.queries.js';
import { Projector } from './projector.js';
import { ResultController } from './result.controller.js';
import { ResultProjector } from './result.projector.js';
import { ResultQueries } from './result.queries.js';
import { ResultResolver } from './result.resolver.js';
import { ResultJobs } from './result.jobs.js';
import { RevisionResolver } from './revision.resolver.js';
import { TransparencyController } from './transparency.controller.js';
import { TransparencyProjector } from './transparency.projector.js';
import { TransparencyQueries } from './transparency.queries.js';
import { TransparencyResolver } from './transparency.resolver.js';

/** The public read model across tenants. */
@Module({
  imports: [ContributionModule, TenantModule, ProcedureModule, PlanModule],
  controllers: [DialoguePictureController, PortalController, ResultController, TransparencyController],
  providers: [
    ...[
      PortalJobs,
      PortalQueries,
      PortalResolver,
      PreviewResolver,
      PreviewService,
      ProcedureQueries,
      Projector,
      RevisionResolver,
    ],
    ...[BecameProjector, ClusterProjector, DialogueMapQueries, DialogueOutcomeQueries, DialoguePageQueries],
    ...[DialoguePageResolver, DialogueProjector],
    ...[TransparencyProjector, TransparencyQueries, TransparencyResolver],
    ...[ResultJobs, ResultProjector, ResultQueries, ResultResolver],
  ],
})
export class PortalModule {}
