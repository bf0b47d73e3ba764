import { Module } from '@nestjs/common';

import { ProcedureModule } from '../procedure/procedure.module.js';
import { RegisterModule } from '../register/register.module.js';
import { TenantModule } from '../tenant/tenant.module.js';
import { DocumentService } from './document.service.js';
import { EvidenceService } from './evidence.service.js';
import { ImportService } from './import.service.js';
import { MapService } from './map.service.js';
import { PlanAuditService } from './plan-audit.service.js';
import { PlanService } from './plan.service.js';
import { PublicationJobs } from './publication.jobs.js';
import { PublicationResolver } from './publication.resolver.js';
import { PublicationService } from './publication.service.js';
import { ReadinessService } from './readiness.service.js';
import { TextService } from './text.service.js';

/** What is laid out: documents, paragraphs, map. */
@Module({
  imports: [ProcedureModule, RegisterModule, TenantModule],
  providers: [
    DocumentService,
    EvidenceService,
    ImportService,
    MapService,
    PlanAuditService,
    PlanService,
    PublicationJobs,
    PublicationResolver,
    PublicationService,
    ReadinessService,
    TextService,
  ],
  exports: [
    DocumentService,
    ImportService,
    MapService,
    PlanAuditService,
    PlanService,
    PublicationService,
    TextService,
  ],
})
export class PlanModule {}
