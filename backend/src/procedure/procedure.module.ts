import { Module } from '@nestjs/common';

import { ProcedureService } from './procedure.service.js';

/** The frame of a participation: phases, calendar of the law, access. */
@Module({ providers: [ProcedureService], exports: [ProcedureService] })
export class ProcedureModule {}
