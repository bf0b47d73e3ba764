import { Injectable, type OnModuleInit } from '@nestjs/common';

import { env } from '../platform/env.js';
import { repeat } from '../platform/jobs.js';
import { log } from '../platform/log.js';
import { OrganizationService } from './organizations.service.js';

const QUARTER_OF_AN_HOUR = 900;

/** Mirrors the towns to Keycloak where the operator wants it, and tells what had drifted. */
@Injectable()
export class OrganizationJobs implements OnModuleInit {
  constructor(private readonly organizations: OrganizationService) {}

  onModuleInit(): void {
    if (env.OIDC_ORGANIZATIONS === 'yes')
      repeat('mirror-organizations', QUARTER_OF_AN_HOUR, () => this.mirror());
  }

  private async mirror(): Promise<void> {
    for (const line of await this.organizations.reconcile()) log.info({ line }, 'mirrored to Keycloak');
  }
}
