import { Module } from '@nestjs/common';

import { ProcedureModule } from '../procedure/procedure.module.js';
import { RegisterModule } from '../register/register.module.js';
import { DocumentService } from './document.service.js';
import { EvidenceService } from './evidence.service.js';
import { ImportService } from './import.service.js';
import { MapService } from './map.service.js';
import { PlanAuditService } from './plan-audit.service.js';
import { PlanService } from './plan.service.js';
import { TextService } from './text.service.js';

/** What is laid out: documents, paragraphs, map. */
@Module({
  imports: [ProcedureModule, RegisterModule],
  providers: [
    DocumentService,
    EvidenceService,
    ImportService,
    MapService,
    PlanAuditService,
    PlanService,
    TextService,
  ],
  exports: [DocumentService, ImportService, MapService, PlanAuditService, PlanService, TextService],
})
export class PlanModule {}
