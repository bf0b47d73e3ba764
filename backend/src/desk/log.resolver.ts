import { Args, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { LogFilter, LogPage } from './log.graphql.js';
import { LogService } from './log.service.js';

/** What was done at the desk. */
@Resolver(() => LogPage)
export class LogResolver {
  constructor(private readonly service: LogService) {}

  @Query(() => LogPage, { description: 'The log of one procedure, or of the whole town.' })
  @Asks()
  log(@Args() filter: LogFilter): Promise<LogPage> {
    return this.service.list(filter);
  }
}
