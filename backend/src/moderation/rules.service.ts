import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { Membership } from '../account/account.entity.js';
import { settingsOf } from '../tenant/tenant.entity.js';
import { TenantService } from '../tenant/tenant.service.js';

const RELEASERS = ['town-admin', 'planner', 'moderator'] as const;

/** How the current town releases copies; its admin says so on the page of its settings. */
@Injectable()
export class ReleaseRulesService {
  constructor(
    private readonly em: EntityManager,
    private readonly tenants: TenantService,
  ) {}

  /** Whether a second person has to release: the town wants it and has two who may, so that nothing gets stuck. */
  async wantsFourEyes(): Promise<boolean> {
    if (!settingsOf(await this.tenants.own()).releaseByTwo) return false;
    const releasers = await this.em.find(Membership, {
      role: { $in: [...RELEASERS] },
      procedureId: null,
      endedAt: null,
    });
    return new Set(releasers.map(({ accountId }) => accountId)).size > 1;
  }

  /** Days in which an author may object before a copy is published; 0 does not ask. */
  async objectionDays(): Promise<number> {
    return settingsOf(await this.tenants.own()).objectionDays;
  }
}
