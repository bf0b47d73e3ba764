import { Injectable, type OnModuleInit } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { listen, notice, repeat } from '../platform/jobs.js';
import { PLAN_CHANGED } from '../plan/plan.events.js';
import { PROCEDURE_CHANGED } from '../procedure/procedure.events.js';
import { STATEMENT_CHANGED, STATEMENT_SUBMITTED } from '../statement/statement.events.js';
import { TENANT_CHANGED } from '../tenant/tenant.events.js';
import { TenantService } from '../tenant/tenant.service.js';
import { ANSWER_PUBLISHED } from '../weighing/answer.events.js';
import { Projector } from './projector.js';
import { standingOf, type PhaseTimes } from './standing.js';

const FIGURES_SECONDS = 5;

/** Keeps `pub` true: what changes is projected, what turns by time is turned to the second. */
@Injectable()
export class PortalJobs implements OnModuleInit {
  /** Towns whose figures have changed; null until all were counted once after the start. */
  private stale: Set<string> | null = null;

  constructor(
    private readonly projector: Projector,
    private readonly database: Database,
    private readonly tenants: TenantService,
  ) {}

  onModuleInit(): void {
    listen(TENANT_CHANGED, 'project-tenant', () => this.projector.projectTenant());
    listen(PROCEDURE_CHANGED, 'project-procedure', ({ payload }) =>
      this.projector.projectProcedure(payload.procedureId!),
    );
    listen(PLAN_CHANGED, 'project-plan', ({ payload }) =>
      this.projector.projectProcedure(payload.procedureId!),
    );
    listen(STATEMENT_CHANGED, 'project-voice', ({ payload }) =>
      this.projector.projectVoice(payload.statementId!),
    );
    listen(ANSWER_PUBLISHED, 'project-answer', ({ payload }) =>
      this.projector.projectVoice(payload.statementId!),
    );
    for (const topic of [STATEMENT_SUBMITTED, STATEMENT_CHANGED, ANSWER_PUBLISHED]) {
      notice(topic, ({ tenantId }) => this.stale?.add(tenantId));
    }
    repeat('figures', FIGURES_SECONDS, () => this.countStale());
    repeat('turn-phases', 1, () => this.turnPhases());
  }

  private async countStale(): Promise<void> {
    const tenants = this.stale ?? (await this.tenants.all()).map(({ id }) => id);
    this.stale = new Set();
    for (const tenantId of tenants) {
      await current.inTenant(tenantId, null, () =>
        this.database.transaction(() => this.projector.projectFigures()),
      );
    }
  }

  /** Recomputes where a procedure stands once its next boundary has passed. */
  private turnPhases(): Promise<void> {
    return this.database.transaction(async () => {
      const due = await this.database.rows<{ tenant_id: string; id: string; phases: SerialPhase[] }>(
        'select tenant_id, id, phases from pub.procedure where turns_at <= ? for update skip locked',
        [clock.now()],
      );
      for (const { tenant_id, id, phases } of due) {
        const standing = standingOf(phases.map(revived), clock.now());
        const columns = Object.keys(standing).map((column) => `${column} = ?`);
        await this.database.rows(
          `update pub.procedure set ${columns.join(', ')} where tenant_id = ? and id = ?`,
          [...Object.values(standing), tenant_id, id],
        );
      }
      if (due.length) await this.database.rows('update pub.revision set value = value + 1');
    });
  }
}

interface SerialPhase {
  kind: PhaseTimes['kind'];
  startsAt: string;
  endsAt: string | null;
}

const revived = ({ kind, startsAt, endsAt }: SerialPhase): PhaseTimes => ({
  kind,
  startsAt: new Date(startsAt),
  endsAt: endsAt ? new Date(endsAt) : null,
});
