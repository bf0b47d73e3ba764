import { Global, Module } from '@nestjs/common';

import { Database } from './database.js';
import { TrustedDocuments } from './documents.js';
import { Endings } from './endings.js';
import { Files } from './files.js';
import { HealthController } from './health.controller.js';
import { Journal } from './journal.js';
import { Limits } from './limits.js';
import { Mail } from './mail.js';
import { MailController } from './mail.controller.js';
import { Operations } from './operation.js';
import { Origins } from './origins.js';
import { Outbox } from './outbox.js';
import { Proofs } from './proof.js';
import { Pub } from './pub.js';
import { UploadController } from './upload.controller.js';
import { UploadService } from './upload.service.js';

const SERVICES = [
  Database,
  Endings,
  Files,
  Journal,
  Limits,
  Mail,
  Operations,
  Origins,
  Outbox,
  Proofs,
  Pub,
  TrustedDocuments,
  UploadService,
];

/** What every feature stands on; it knows no word of the domain. */
@Global()
@Module({
  controllers: [HealthController, MailController, UploadController],
  providers: SERVICES,
  exports: SERVICES,
})
export class PlatformModule {}
