import { Args, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { DeskProcedureService } from './desk-procedure.service.js';
import { DeskProcedure } from './procedure.graphql.js';

/** Procedures at the desk. */
@Resolver(() => DeskProcedure)
export class ProcedureResolver {
  constructor(private readonly service: DeskProcedureService) {}

  @Query(() => [DeskProcedure], { description: 'Drafts first, then the newest.' })
  @Asks()
  deskProcedures(): Promise<DeskProcedure[]> {
    return this.service.list();
  }

  @Query(() => DeskProcedure)
  @Asks()
  deskProcedure(@Args('slug') slug: string): Promise<DeskProcedure> {
    return this.service.open(slug);
  }
}
