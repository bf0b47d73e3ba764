import { Injectable, type OnModuleInit } from '@nestjs/common';

import type { Contribution } from '../contribution/contribution.entity.js';
import { CLUSTER_CHANGED } from '../contribution/contribution.events.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { listen } from '../platform/jobs.js';

/** Who wrote the same as what is shown already: counted there, and their numbers lead to it. */
@Injectable()
export class ClusterProjector implements OnModuleInit {
  constructor(private readonly database: Database) {}

  onModuleInit(): void {
    listen(CLUSTER_CHANGED, 'project-cluster', ({ payload }) => this.all(payload.contributionId!));
  }

  /** One more, as it stands now. */
  async one({ number, standing, leadId }: Contribution): Promise<void> {
    const key = [current.tenantId, number];
    if (standing === 'shown')
      await this.database.rows(
        `insert into pub.contribution_member (tenant_id, number, lead_id) values (?, ?, ?)
         on conflict (tenant_id, number) do nothing`,
        [...key, leadId],
      );
    else
      await this.database.rows('delete from pub.contribution_member where tenant_id = ? and number = ?', key);
    await this.bump();
  }

  /** All that say the same as one contribution, after something was decided about them. */
  private async all(leadId: string): Promise<void> {
    await this.database.rows(
      `insert into pub.contribution_member (tenant_id, number, lead_id)
       select tenant_id, number, lead_id from contribution
       where tenant_id = ? and lead_id = ? and standing = 'shown' order by number
       on conflict (tenant_id, number) do nothing`,
      [current.tenantId, leadId],
    );
    await this.database.rows(
      `delete from pub.contribution_member p using contribution c
       where c.tenant_id = ? and c.lead_id = ? and c.standing <> 'shown'
         and p.tenant_id = c.tenant_id and p.number = c.number`,
      [current.tenantId, leadId],
    );
    await this.bump();
  }

  private async bump(): Promise<void> {
    await this.database.rows('update pub.revision set value = value + 1');
  }
}
