import { Module, type OnModuleInit } from '@nestjs/common';

import { whatIsDue } from '../platform/due.js';
import { TenantModule } from '../tenant/tenant.module.js';
import { ArrivalService } from './arrival.service.js';
import { DeskProcedureService } from './desk-procedure.service.js';
import { ProcedureResolver } from './procedure.resolver.js';
import { ProcedureService } from './procedure.service.js';
import { RunService } from './run.service.js';
import { SetupService } from './setup.service.js';

/** The frame of a participation: phases, calendar of the law, access. */
@Module({
  imports: [TenantModule],
  providers: [
    ArrivalService,
    DeskProcedureService,
    ProcedureResolver,
    ProcedureService,
    RunService,
    SetupService,
  ],
  exports: [ArrivalService, ProcedureService, SetupService],
})
export class ProcedureModule implements OnModuleInit {
  constructor(private readonly procedures: DeskProcedureService) {}

  onModuleInit(): void {
    whatIsDue('drafts', () => this.procedures.due());
  }
}
