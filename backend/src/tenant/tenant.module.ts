import { Module } from '@nestjs/common';

import { TenantService } from './tenant.service.js';

/** Who runs a portal: host, look, contact, legal texts. */
@Module({ providers: [TenantService], exports: [TenantService] })
export class TenantModule {}
