import { Module } from '@nestjs/common';

import { DeskProcedureService } from './desk-procedure.service.js';
import { ProcedureResolver } from './procedure.resolver.js';
import { ProcedureService } from './procedure.service.js';

/** The frame of a participation: phases, calendar of the law, access. */
@Module({
  providers: [DeskProcedureService, ProcedureResolver, ProcedureService],
  exports: [ProcedureService],
})
export class ProcedureModule {}
