import { Module } from '@nestjs/common';

import { ProcedureModule } from '../procedure/procedure.module.js';
import { RegisterModule } from '../register/register.module.js';
import { TenantModule } from '../tenant/tenant.module.js';
import { ContributionAuditService } from './contribution-audit.service.js';
import { ContributionIntakeService } from './contribution-intake.service.js';
import { ContributionResolver } from './contribution.resolver.js';
import { ContributionService } from './contribution.service.js';
import { DialogueResolver } from './dialogue.resolver.js';
import { DialogueService } from './dialogue.service.js';
import { StandingService } from './standing.service.js';

/** Dialogues: what people say in public, to each other and to the town. */
@Module({
  imports: [TenantModule, RegisterModule, ProcedureModule],
  providers: [
    ContributionAuditService,
    ContributionIntakeService,
    ContributionResolver,
    ContributionService,
    DialogueResolver,
    DialogueService,
    StandingService,
  ],
  exports: [
    ContributionAuditService,
    StandingService,
    ContributionIntakeService,
    ContributionService,
    DialogueService,
  ],
})
export class ContributionModule {}
