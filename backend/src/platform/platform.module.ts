import { Global, Module } from '@nestjs/common';

import { Database } from './database.js';
import { TrustedDocuments } from './documents.js';
import { HealthController } from './health.controller.js';
import { Operations } from './operation.js';
import { Outbox } from './outbox.js';
import { Pub } from './pub.js';

/** What every feature stands on; it knows no word of the domain. */
@Global()
@Module({
  controllers: [HealthController],
  providers: [Database, Operations, Outbox, Pub, TrustedDocuments],
  exports: [Database, Operations, Outbox, Pub, TrustedDocuments],
})
export class PlatformModule {}
