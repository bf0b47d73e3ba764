import { EntityManager } from '@mikro-orm/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Files } from '../platform/files.js';
import { listen, repeat } from '../platform/jobs.js';
import { scan } from '../platform/scanner.js';
import { TenantService } from '../tenant/tenant.service.js';
import { Upload } from './statement.entity.js';
import { STATEMENT_SUBMITTED } from './statement.events.js';
import { StatementPost } from './statement.post.js';
import { UploadService } from './upload.service.js';

const SWEEP_SECONDS = 3_600;

/** What follows an arrival and never delays its receipt: the mail, the scan of files, sweeping what nobody sent. */
@Injectable()
export class StatementJobs implements OnModuleInit {
  constructor(
    private readonly post: StatementPost,
    private readonly em: EntityManager,
    private readonly files: Files,
    private readonly uploads: UploadService,
    private readonly tenants: TenantService,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    listen(STATEMENT_SUBMITTED, 'mail-receipt', {
      isNeeded: ({ hasAddress }) => hasAddress === 'true',
      hear: ({ payload }) => this.post.mailReceipt(payload.statementId!),
    });
    listen(STATEMENT_SUBMITTED, 'scan-files', {
      isNeeded: ({ hasFiles }) => hasFiles === 'true',
      hear: ({ payload }) => this.scanFiles(payload.statementId!),
    });
    repeat('sweep-uploads', SWEEP_SECONDS, () => this.sweepEverywhere());
  }

  private async scanFiles(statementId: string): Promise<void> {
    for (const upload of await this.em.find(Upload, { statementId, scan: null })) {
      upload.scan = await scan(this.files.read(upload.fileKey));
    }
  }

  private async sweepEverywhere(): Promise<void> {
    for (const { id, slug } of await this.tenants.all()) {
      await current.inTenant(id, slug, () => this.database.transaction(() => this.uploads.sweep()));
    }
  }
}
