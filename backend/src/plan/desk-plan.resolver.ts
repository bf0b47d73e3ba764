import { Args, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { DeskPlan, DeskTextDetail } from './desk-plan.graphql.js';
import { DeskPlanService } from './desk-plan.service.js';

/** The plan at the desk. */
@Resolver(() => DeskPlan)
export class DeskPlanResolver {
  constructor(private readonly service: DeskPlanService) {}

  @Query(() => DeskPlan)
  @Asks()
  deskPlan(@Args('procedure') procedure: string): Promise<DeskPlan> {
    return this.service.open(procedure);
  }

  @Query(() => DeskTextDetail)
  @Asks()
  deskText(@Args('procedure') procedure: string, @Args('key') key: string): Promise<DeskTextDetail> {
    return this.service.text(procedure, key);
  }
}
