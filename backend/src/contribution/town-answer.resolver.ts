import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { EntityManager } from '@mikro-orm/core';

import { Asks, Guarded } from '../platform/authorize.js';
import { AnsweringService } from './answering.service.js';
import { BecameService } from './became.service.js';
import { Contribution } from './contribution.entity.js';
import { ContributionReceipt } from './contribution.graphql.js';
import { isDisclosedToAuthor } from './contribution.policy.js';
import {
  AnsweringFilter,
  AnsweringList,
  Became,
  GivenAnswer,
  TownAnswerInput,
} from './town-answer.graphql.js';
import { TownAnswerService } from './town-answer.service.js';

/** Answers of the town, for those who give them; and what became of a contribution, for its author. */
@Resolver(() => ContributionReceipt)
export class TownAnswerResolver {
  constructor(
    private readonly em: EntityManager,
    private readonly answers: TownAnswerService,
    private readonly listed: AnsweringService,
    private readonly became: BecameService,
  ) {}

  @Query(() => AnsweringList, { description: 'A page of 40.' })
  @Asks()
  contributionsToAnswer(
    @Args('procedure') procedure: string,
    @Args('filter') filter: AnsweringFilter,
  ): Promise<AnsweringList> {
    return this.listed.list(procedure, filter);
  }

  @Query(() => [GivenAnswer], { description: 'Newest first.' })
  @Asks()
  answersGiven(@Args('procedure') procedure: string, @Args('number') number: string): Promise<GivenAnswer[]> {
    return this.listed.given(procedure, number);
  }

  @Mutation(() => Number, { description: 'How many are answered: one at once, many from a minute later on.' })
  @Asks()
  answerContributions(
    @Args('procedure') procedure: string,
    @Args('answer') answer: TownAnswerInput,
  ): Promise<number> {
    return this.answers.answer(procedure, answer);
  }

  @Mutation(() => Boolean, { description: 'As long as nobody has been told.' })
  @Asks()
  async undoAnswer(@Args('id', { type: () => ID }) id: string): Promise<boolean> {
    await this.answers.undo(id);
    return true;
  }

  @ResolveField(() => Became, { nullable: true, name: 'became' })
  @Guarded(isDisclosedToAuthor)
  async becameOf(@Parent() { contributionNumber: number }: ContributionReceipt): Promise<Became | null> {
    const { id } = await this.em.findOneOrFail(Contribution, { number });
    return (await this.became.of([id])).get(id) ?? null;
  }
}
