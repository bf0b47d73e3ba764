import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { DecisionService } from './decision.service.js';
import { DispatchService } from './dispatch.service.js';
import {
  InspectionInput,
  Letters,
  ProcedureWeighing,
  SameGroupType,
  Unanswered,
} from './outgoing.graphql.js';
import { OutgoingService } from './outgoing.service.js';
import { ProcedureWeighingService } from './procedure-weighing.service.js';
import { UnansweredService } from './unanswered.service.js';
import { DecisionInput, OneDecisionInput } from './weighing.graphql.js';

/** What is decided about a procedure's statements, and how their senders are told. */
@Resolver()
export class OutgoingResolver {
  constructor(
    private readonly procedures: ProcedureWeighingService,
    private readonly decisions: DecisionService,
    private readonly unansweredOnes: UnansweredService,
    private readonly outgoing: OutgoingService,
    private readonly dispatch: DispatchService,
  ) {}

  @Query(() => ProcedureWeighing)
  @Asks()
  procedureWeighing(@Args('slug') slug: string): Promise<ProcedureWeighing> {
    return this.procedures.open(slug);
  }

  @Mutation(() => Int, { description: 'Decides as recommended about all that is ready; answers how many.' })
  @Asks()
  takeDecision(
    @Args('slug') slug: string,
    @Args('decision') decision: DecisionInput,
    @Args('except', { type: () => [String] }) except: string[],
  ): Promise<number> {
    return this.decisions.take(slug, decision, except);
  }

  @Mutation(() => Boolean, { description: 'Decides about one statement otherwise than recommended.' })
  @Asks()
  async decideStatement(
    @Args('number') number: string,
    @Args('decision') decision: OneDecisionInput,
  ): Promise<boolean> {
    await this.decisions.takeOne(number, decision);
    return true;
  }

  @Query(() => Unanswered)
  @Asks()
  unanswered(
    @Args('slug') slug: string,
    @Args('reason', { type: () => String, nullable: true }) reason: string | null,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<Unanswered> {
    return this.unansweredOnes.list(slug, reason ?? null, after ?? null);
  }

  @Query(() => [SameGroupType], { description: 'More than 50 statements with essentially the same content.' })
  @Asks()
  sameGroups(@Args('slug') slug: string): Promise<SameGroupType[]> {
    return this.unansweredOnes.groups(slug);
  }

  @Mutation(() => Boolean, {
    description: 'Announces where a group may see the result (§ 3 (2) s. 7 BauGB).',
  })
  @Asks()
  async announceInspection(
    @Args('slug') slug: string,
    @Args('inspection') inspection: InspectionInput,
  ): Promise<boolean> {
    await this.unansweredOnes.announce(slug, inspection);
    return true;
  }

  @Query(() => Letters)
  @Asks()
  letters(@Args('slug') slug: string): Promise<Letters> {
    return this.outgoing.letters(slug);
  }

  @Mutation(() => ID, { description: 'Asks for all letters that wait as one file.' })
  @Asks()
  startLetterRun(@Args('slug') slug: string): Promise<string> {
    return this.outgoing.start(slug);
  }

  @Mutation(() => Boolean, { description: 'Notes that the letters of a run were taken to the post.' })
  @Asks()
  async markLettersPosted(
    @Args('runId', { type: () => ID }) runId: string,
    @Args('postedOn') postedOn: string,
  ): Promise<boolean> {
    await this.outgoing.posted(runId, postedOn);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Mails one answer again, now.' })
  @Asks()
  async mailAnswerAgain(@Args('number') number: string): Promise<boolean> {
    await this.dispatch.mailAgain(number);
    return true;
  }
}
