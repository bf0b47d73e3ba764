import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { Bridge } from './bridge.graphql.js';
import { BridgeService } from './bridge.service.js';

/** Dialogues that feed the weighing, for those who weigh. */
@Resolver()
export class BridgeResolver {
  constructor(private readonly service: BridgeService) {}

  @Query(() => [Bridge], { description: 'The dialogues of a procedure, with what was taken of them.' })
  @Asks()
  bridges(@Args('procedure') procedure: string): Promise<Bridge[]> {
    return this.service.list(procedure);
  }

  @Mutation(() => Boolean, { description: 'For everybody to read; once.' })
  @Asks()
  async declareBridge(
    @Args('procedure') procedure: string,
    @Args('dialogue') dialogue: string,
  ): Promise<boolean> {
    await this.service.declare(procedure, dialogue);
    return true;
  }

  @Mutation(() => Int, { description: 'How many are taken, in the background.' })
  @Asks()
  takeContributions(
    @Args('procedure') procedure: string,
    @Args('dialogue') dialogue: string,
    @Args('hasHidden') hasHidden: boolean,
  ): Promise<number> {
    return this.service.take(procedure, dialogue, hasHidden);
  }
}
