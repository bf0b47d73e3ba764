import { Injectable, type OnModuleInit } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { notice, repeat } from '../platform/jobs.js';
import { STATEMENT_SUBMITTED } from '../statement/statement.events.js';
import { TenantService } from '../tenant/tenant.service.js';
import { CaseIndexService } from './case-index.service.js';

const EVERY_SECONDS = 3;
/** What was noticed may be lost with a worker: now and then all towns are looked at. */
const ALL_MS = 10 * 60_000;

/** Keeps the words of what came in, in batches: until then the list reads the few newest directly. */
@Injectable()
export class CaseJobs implements OnModuleInit {
  private readonly waiting = new Set<string>();
  private looked = 0;

  constructor(
    private readonly index: CaseIndexService,
    private readonly tenants: TenantService,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    notice(STATEMENT_SUBMITTED, ({ tenantId }) => this.waiting.add(tenantId));
    repeat('index-cases', EVERY_SECONDS, () => this.indexAll());
  }

  private async indexAll(): Promise<void> {
    if (+clock.now() - this.looked > ALL_MS) {
      this.looked = +clock.now();
      for (const { id } of await this.tenants.all()) this.waiting.add(id);
    }
    for (const tenantId of [...this.waiting]) {
      this.waiting.delete(tenantId);
      await current.inTenant(tenantId, null, async () => {
        while ((await this.database.transaction(() => this.index.indexSome())) > 0);
      });
    }
  }
}
