import { Injectable, type OnModuleInit } from '@nestjs/common';

import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { repeat } from '../platform/jobs.js';
import { UploadService } from '../platform/upload.service.js';
import { TenantService } from './tenant.service.js';

const SWEEP_SECONDS = 3_600;

/** Sweeps, in every town, files that were uploaded and never sent. */
@Injectable()
export class UploadJobs implements OnModuleInit {
  constructor(
    private readonly uploads: UploadService,
    private readonly tenants: TenantService,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    repeat('sweep-uploads', SWEEP_SECONDS, () => this.sweepEverywhere());
  }

  private async sweepEverywhere(): Promise<void> {
    for (const { id, slug } of await this.tenants.all())
      await current.inTenant(id, slug, () => this.database.transaction(() => this.uploads.sweep()));
  }
}
