import { Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { Guarded } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { DeskProcedure } from '../procedure/procedure.graphql.js';
import { canWorkAtDesk } from '../procedure/procedure.policy.js';
import { canSeeStatistics } from '../statistics/statistics.policy.js';
import { canReadLog } from './log.policy.js';

/** Adds to a procedure which of its pages somebody may open. */
@Resolver(() => DeskProcedure)
export class PartsResolver {
  @ResolveField(() => Boolean)
  @Guarded((actor) => canWorkAtDesk(actor, null))
  seesStatistics(@Parent() procedure: DeskProcedure): boolean {
    return canSeeStatistics(current.actor, procedure);
  }

  @ResolveField(() => Boolean)
  @Guarded((actor) => canWorkAtDesk(actor, null))
  seesLog(@Parent() procedure: DeskProcedure): boolean {
    return canReadLog(current.actor, procedure);
  }
}
