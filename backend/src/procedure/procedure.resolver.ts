import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { DeskProcedureService, shownAtDesk } from './desk-procedure.service.js';
import { DeskProcedure } from './procedure.graphql.js';
import { RunService } from './run.service.js';
import {
  PeriodAnswer,
  PeriodChange,
  PeriodQuestion,
  PeriodReason,
  ProcedureChange,
  ProcedureStart,
} from './setup.graphql.js';
import { SetupService } from './setup.service.js';

/** Procedures at the desk. */
@Resolver(() => DeskProcedure)
export class ProcedureResolver {
  constructor(
    private readonly service: DeskProcedureService,
    private readonly setup: SetupService,
    private readonly run: RunService,
  ) {}

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

  @Query(() => PeriodAnswer, { description: 'What the law says of a period.' })
  @Asks()
  period(@Args() question: PeriodQuestion): PeriodAnswer {
    return this.setup.period(question);
  }

  @Mutation(() => DeskProcedure)
  @Asks()
  async beginProcedure(@Args('start') start: ProcedureStart): Promise<DeskProcedure> {
    return shownAtDesk(await this.setup.begin(start));
  }

  @Mutation(() => DeskProcedure)
  @Asks()
  async copyProcedure(@Args('slug') slug: string, @Args('title') title: string): Promise<DeskProcedure> {
    return shownAtDesk(await this.setup.copy(slug, title));
  }

  @Mutation(() => DeskProcedure)
  @Asks()
  async changeProcedure(
    @Args('slug') slug: string,
    @Args('change') change: ProcedureChange,
  ): Promise<DeskProcedure> {
    return shownAtDesk(await this.setup.change(slug, change));
  }

  @Mutation(() => DeskProcedure, { description: 'Lets a period end later.' })
  @Asks()
  async extendPeriod(
    @Args('slug') slug: string,
    @Args('change') change: PeriodChange,
  ): Promise<DeskProcedure> {
    return shownAtDesk(await this.run.extend(slug, change));
  }

  @Mutation(() => DeskProcedure, { description: 'Stops a period until it begins anew.' })
  @Asks()
  async interruptPeriod(
    @Args('slug') slug: string,
    @Args('reason') reason: PeriodReason,
  ): Promise<DeskProcedure> {
    return shownAtDesk(await this.run.interrupt(slug, reason.text));
  }

  @Mutation(() => DeskProcedure, { description: 'Lets an interrupted period begin anew.' })
  @Asks()
  async resumePeriod(
    @Args('slug') slug: string,
    @Args('change') change: PeriodChange,
  ): Promise<DeskProcedure> {
    return shownAtDesk(await this.run.resume(slug, change));
  }
}
