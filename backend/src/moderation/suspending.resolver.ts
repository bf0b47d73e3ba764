import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Limits } from '../platform/limits.js';
import { StatementOfReasons } from './reasons.graphql.js';
import { SuspensionDecisionInput, SuspensionList, SuspensionView } from './suspending.graphql.js';
import { SuspendingService } from './suspending.service.js';
import { SuspensionPageService } from './suspension-page.service.js';
import { VoiceDecisionService } from './voice-decision.service.js';

/** Suspensions and statements of reasons. */
@Resolver()
export class SuspendingResolver {
  constructor(
    private readonly suspending: SuspendingService,
    private readonly pages: SuspensionPageService,
    private readonly decisions: VoiceDecisionService,
    private readonly limits: Limits,
  ) {}

  @Query(() => StatementOfReasons, {
    nullable: true,
    description: 'What was decided last about a contribution, for who holds its number and code.',
  })
  @Asks()
  contributionReasons(
    @Args('number') number: string,
    @Args('code') code: string,
  ): Promise<StatementOfReasons | null> {
    return this.counted(() => this.decisions.reasonsFor(number, code));
  }

  @Query(() => SuspensionView, {
    nullable: true,
    description: 'The one that runs for the account that asks.',
  })
  @Asks()
  mySuspension(): Promise<SuspensionView | null> {
    return this.pages.own();
  }

  @Query(() => SuspensionView, { description: 'For who holds number and code.' })
  @Asks()
  suspension(@Args('number') number: string, @Args('code') code: string): Promise<SuspensionView> {
    return this.counted(() => this.pages.open(number, code));
  }

  @Query(() => SuspensionList, {
    description: 'Those of the town, with an open appeal first; 1 is the first page.',
  })
  @Asks()
  suspensions(@Args('page', { type: () => Int, defaultValue: 1 }) page: number): Promise<SuspensionList> {
    return this.pages.list(page);
  }

  @Mutation(() => SuspensionView, { description: 'Once; another person decides.' })
  @Asks()
  appealSuspension(
    @Args('number') number: string,
    @Args('code') code: string,
    @Args('text') text: string,
  ): Promise<SuspensionView> {
    return this.counted(() => this.pages.appeal(number, code, text.slice(0, 4_000)));
  }

  @Mutation(() => Boolean, { description: 'Before its time, with a reason.' })
  @Asks()
  async endSuspension(
    @Args('id', { type: () => ID }) id: string,
    @Args('reason') reason: string,
  ): Promise<boolean> {
    await this.suspending.end(id, reason.slice(0, 1_000));
    return true;
  }

  @Mutation(() => Boolean, { description: 'By another person than the one who suspended.' })
  @Asks()
  async decideSuspensionAppeal(@Args('decision') decision: SuspensionDecisionInput): Promise<boolean> {
    await this.pages.decide(decision);
    return true;
  }

  private counted<T>(work: () => Promise<T>): Promise<T> {
    return this.limits.countFailures('code', current.visit.origin, work);
  }
}
