import { Module } from '@nestjs/common';

import { ProcedureModule } from '../procedure/procedure.module.js';
import { RegisterModule } from '../register/register.module.js';
import { TenantModule } from '../tenant/tenant.module.js';
import { DeskPlanResolver } from './desk-plan.resolver.js';
import { DeskPlanService } from './desk-plan.service.js';
import { DocumentOrderService } from './document-order.service.js';
import { DocumentService } from './document.service.js';
import { EvidenceService } from './evidence.service.js';
import { ImportService } from './import.service.js';
import { MapService } from './map.service.js';
import { MaterialService } from './material.service.js';
import { PdfService } from './pdf.service.js';
import { PlanAuditService } from './plan-audit.service.js';
import { PlanChangeResolver } from './plan-change.resolver.js';
import { PlanIntakeService } from './plan-intake.service.js';
import { PlanUploadService } from './plan-upload.service.js';
import { PlanController } from './plan.controller.js';
import { PlanJobs } from './plan.jobs.js';
import { PlanService } from './plan.service.js';
import { PreparedService } from './prepared.service.js';
import { TextDraftService } from './text-draft.service.js';
import { PublicationJobs } from './publication.jobs.js';
import { PublicationResolver } from './publication.resolver.js';
import { PublicationService } from './publication.service.js';
import { ReadinessService } from './readiness.service.js';
import { TextService } from './text.service.js';

/** What is laid out: documents, paragraphs, map. */
@Module({
  imports: [ProcedureModule, RegisterModule, TenantModule],
  controllers: [PlanController],
  providers: [
    DeskPlanResolver,
    DeskPlanService,
    DocumentOrderService,
    DocumentService,
    EvidenceService,
    ImportService,
    MapService,
    MaterialService,
    PdfService,
    PlanAuditService,
    PlanChangeResolver,
    PlanIntakeService,
    PlanJobs,
    PlanService,
    PlanUploadService,
    PreparedService,
    PublicationJobs,
    PublicationResolver,
    PublicationService,
    ReadinessService,
    TextDraftService,
    TextService,
  ],
  exports: [
    DocumentService,
    ImportService,
    MapService,
    PlanAuditService,
    PlanIntakeService,
    PlanService,
    PublicationService,
    TextService,
  ],
})
export class PlanModule {}
