import { Args, Query, Resolver } from '@nestjs/graphql';

import { Public } from '../platform/authorize.js';
import { TransparencyReport } from './transparency.graphql.js';
import { TransparencyQueries } from './transparency.queries.js';

/** How dialogues are moderated, for everybody. */
@Resolver()
export class TransparencyResolver {
  constructor(private readonly queries: TransparencyQueries) {}

  @Query(() => TransparencyReport, { description: 'Of a town, or on the host of the Land of all of them.' })
  @Public()
  transparency(@Args('from') from: string, @Args('to') to: string): Promise<TransparencyReport> {
    return this.queries.report(from, to);
  }
}
