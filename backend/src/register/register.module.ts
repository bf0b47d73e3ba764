import { Module } from '@nestjs/common';

import { AuditService } from './audit.service.js';
import { LogService } from './log.service.js';
import { RegisterController } from './register.controller.js';
import { RegisterJobs } from './register.jobs.js';
import { RegisterResolver } from './register.resolver.js';
import { RegisterService } from './register.service.js';

/** The intake register: receipts, transparency log, proofs. */
@Module({
  controllers: [RegisterController],
  providers: [AuditService, LogService, RegisterJobs, RegisterResolver, RegisterService],
  exports: [AuditService, LogService, RegisterService],
})
export class RegisterModule {}
