import { Module } from '@nestjs/common';

import { LogService } from './log.service.js';
import { RegisterController } from './register.controller.js';
import { RegisterJobs } from './register.jobs.js';
import { RegisterResolver } from './register.resolver.js';
import { RegisterService } from './register.service.js';

/** The intake register: receipts, transparency log, proofs. */
@Module({
  controllers: [RegisterController],
  providers: [LogService, RegisterJobs, RegisterResolver, RegisterService],
  exports: [LogService, RegisterService],
})
export class RegisterModule {}
