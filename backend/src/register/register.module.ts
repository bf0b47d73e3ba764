import { Module } from '@nestjs/common';

import { RegisterService } from './register.service.js';

/** The intake register: receipts, transparency log, proofs. */
@Module({ providers: [RegisterService], exports: [RegisterService] })
export class RegisterModule {}
