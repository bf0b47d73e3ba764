import { Args, Query, Resolver } from '@nestjs/graphql';

import { Public } from '../platform/authorize.js';
import { ResultFilter, ResultPage } from './result.graphql.js';
import { ResultQueries } from './result.queries.js';

/** What became of the voices, for everybody. */
@Resolver()
export class ResultResolver {
  constructor(private readonly queries: ResultQueries) {}

  @Query(() => ResultPage)
  @Public()
  result(@Args() filter: ResultFilter): Promise<ResultPage> {
    return this.queries.result(filter);
  }
}
