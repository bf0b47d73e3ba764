import { Module } from '@nestjs/common';

import { AccountModule } from '../account/account.module.js';
import { PlanModule } from '../plan/plan.module.js';
import { ProcedureModule } from '../procedure/procedure.module.js';
import { RegisterModule } from '../register/register.module.js';
import { TenantModule } from '../tenant/tenant.module.js';
import { AboutService } from './about.service.js';
import { EntryService } from './entry.service.js';
import { IntakeService } from './intake.service.js';
import { ReceiptController } from './receipt.controller.js';
import { ReceiptPaper } from './receipt.paper.js';
import { SpokenResolver } from './spoken.resolver.js';
import { StatementAuditService } from './statement-audit.service.js';
import { StatementJobs } from './statement.jobs.js';
import { StatementPost } from './statement.post.js';
import { StatementResolver } from './statement.resolver.js';
import { StatementService } from './statement.service.js';
import { StatementView } from './statement.view.js';

/** What people and institutions say about a plan: intake, receipt, withdrawal, release. */
@Module({
  imports: [TenantModule, AccountModule, RegisterModule, ProcedureModule, PlanModule],
  controllers: [ReceiptController],
  providers: [
    AboutService,
    EntryService,
    IntakeService,
    ReceiptPaper,
    SpokenResolver,
    StatementAuditService,
    StatementJobs,
    StatementPost,
    StatementResolver,
    StatementService,
    StatementView,
  ],
  exports: [IntakeService, StatementAuditService, StatementService],
})
export class StatementModule {}
