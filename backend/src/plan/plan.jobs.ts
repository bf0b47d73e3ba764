import { Injectable, type OnModuleInit } from '@nestjs/common';

import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { listen, repeat } from '../platform/jobs.js';
import { PROCEDURE_CHANGED } from '../procedure/procedure.events.js';
import { TenantService } from '../tenant/tenant.service.js';
import { PLAN_CHANGED } from './plan.events.js';
import { PlanUploadService } from './plan-upload.service.js';
import { PreparedService } from './prepared.service.js';

const SWEEP_SECONDS = 3_600;

/** Lays out what was prepared as soon as its procedure is public; forgets files that nobody gave a name. */
@Injectable()
export class PlanJobs implements OnModuleInit {
  constructor(
    private readonly prepared: PreparedService,
    private readonly uploads: PlanUploadService,
    private readonly tenants: TenantService,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    // Also when the plan changes: somebody may prepare a file in the very moment in which the procedure is published.
    for (const [topic, name] of [
      [PROCEDURE_CHANGED, 'lay-out-prepared'],
      [PLAN_CHANGED, 'lay-out-late'],
    ] as const)
      listen(topic, name, ({ payload }) => this.prepared.layOut(payload.procedureId!));
    repeat('sweep-plan-uploads', SWEEP_SECONDS, () => this.sweepEverywhere());
  }

  private async sweepEverywhere(): Promise<void> {
    for (const { id, slug } of await this.tenants.all()) {
      await current.inTenant(id, slug, () => this.database.transaction(() => this.uploads.sweep()));
    }
  }
}
