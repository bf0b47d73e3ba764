import { Query, ResolveField, Resolver } from '@nestjs/graphql';

import { canSeeInstitutions } from '../account/account.policy.js';
import { canModerateSomewhere } from '../contribution/contribution.policy.js';
import { Asks, authorize, Guarded } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { allDue } from '../platform/due.js';
import { canEditProcedure, canWorkAtDesk } from '../procedure/procedure.policy.js';
import { canEnterStatements } from '../statement/statement.policy.js';
import { canEditTown } from '../tenant/tenant.policy.js';
import { canWorkOnCases } from '../weighing/case.policy.js';
import { Desk, DueItem } from './desk.graphql.js';
import { canReadLog } from './log.policy.js';

/** What the desk shows of all features together. */
@Resolver(() => Desk)
export class DeskResolver {
  @Query(() => Desk, { description: 'For the staff of this town.' })
  @Asks()
  desk(): Pick<Desk, 'can'> {
    authorize(canWorkAtDesk, null);
    const { actor } = current;
    return {
      can: {
        cases: canWorkOnCases(actor, null),
        enter: canEnterStatements(actor, null),
        moderate: canModerateSomewhere(actor, null),
        createProcedure: canEditProcedure(actor, null),
        log: canReadLog(actor, null),
        settings: canEditTown(actor, null),
        institutions: canSeeInstitutions(actor, null),
      },
    };
  }

  @ResolveField(() => [DueItem])
  @Guarded((actor) => canWorkAtDesk(actor, null))
  async due(): Promise<DueItem[]> {
    return (await allDue()).map(({ kind, count, dueAt, scope }) => ({
      kind,
      count,
      dueAt: dueAt?.toISOString() ?? null,
      procedureSlug: scope?.slug ?? null,
      procedureTitle: scope?.title ?? null,
    }));
  }
}
