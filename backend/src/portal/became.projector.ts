import { EntityManager } from '@mikro-orm/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { BecameService } from '../contribution/became.service.js';
import { TownAnswer } from '../contribution/town-answer.entity.js';
import { CONTRIBUTIONS_ANSWERED } from '../contribution/town-answer.events.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { listen } from '../platform/jobs.js';

/** Writes into `pub` what became of contributions: some hundreds at once, nothing at those that are hidden. */
@Injectable()
export class BecameProjector implements OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly became: BecameService,
  ) {}

  onModuleInit(): void {
    listen(CONTRIBUTIONS_ANSWERED, 'project-answers', async ({ payload }) => {
      const { contributionIds } = await this.em.findOneOrFail(TownAnswer, { id: payload.answerId! });
      const from = Number(payload.from);
      await this.write(contributionIds.slice(from, from + Number(payload.count)));
      await this.database.rows('update pub.revision set value = value + 1');
    });
  }

  /** Of those that stand in `pub`; its caller counts the revision up. */
  async write(ids: string[]): Promise<void> {
    const became = Object.fromEntries(await this.became.of(ids));
    if (!Object.keys(became).length) return;
    await this.database.rows(
      `update pub.contribution p set became = b.became, becomes = b.became->>'becomes'
       from (
         select c.tenant_id, c.id, case when c.text is not null then answer.value end as became
         from jsonb_each(?::jsonb) answer join pub.contribution c on c.tenant_id = ? and c.id = answer.key::uuid
       ) b where p.tenant_id = b.tenant_id and p.id = b.id and p.became is distinct from b.became`,
      [JSON.stringify(became), current.tenantId],
    );
  }
}
