import { Module } from '@nestjs/common';

import { TenantService } from './tenant.service.js';
import { TownSettingsService } from './town-settings.service.js';
import { UploadJobs } from './upload.jobs.js';

/** Who runs a portal: host, look, contact, legal texts. */
@Module({
  providers: [TenantService, TownSettingsService, UploadJobs],
  exports: [TenantService, TownSettingsService],
})
export class TenantModule {}
