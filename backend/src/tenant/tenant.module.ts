import { Module } from '@nestjs/common';

import { TenantService } from './tenant.service.js';
import { TownSettingsService } from './town-settings.service.js';

/** Who runs a portal: host, look, contact, legal texts. */
@Module({
  providers: [TenantService, TownSettingsService],
  exports: [TenantService, TownSettingsService],
})
export class TenantModule {}
