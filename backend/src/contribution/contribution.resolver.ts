import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Limits } from '../platform/limits.js';
import {
  CommentInput,
  ContributionInput,
  ContributionReceipt,
  RatingInput,
  Scores,
  SentContribution,
} from './contribution.graphql.js';
import { ContributionIntakeService } from './contribution-intake.service.js';
import { ContributionService } from './contribution.service.js';

/** Dialogues, for those who take part. */
@Resolver()
export class ContributionResolver {
  constructor(
    private readonly intake: ContributionIntakeService,
    private readonly contributions: ContributionService,
    private readonly limits: Limits,
  ) {}

  @Mutation(() => SentContribution)
  @Asks()
  contribute(@Args('contribution') contribution: ContributionInput): Promise<SentContribution> {
    return this.intake.contribute(contribution);
  }

  @Mutation(() => Boolean, { description: 'Whether it is shown at once; else somebody looks at it first.' })
  @Asks()
  async comment(@Args('comment') comment: CommentInput): Promise<boolean> {
    return (await this.contributions.comment(comment)).standing === 'shown';
  }

  @Mutation(() => Scores)
  @Asks()
  rateContribution(@Args('rating') rating: RatingInput): Promise<Scores> {
    return this.contributions.rate(rating);
  }

  @Query(() => String, { nullable: true, description: 'agree, neutral or disagree; null for no rating.' })
  @Asks()
  myRating(
    @Args('contribution', { type: () => ID }) contribution: string,
    @Args('voter', { type: () => ID, nullable: true }) voter: string | null,
  ): Promise<string | null> {
    return this.contributions.ownRating(contribution, voter ?? null);
  }

  @Query(() => ContributionReceipt, { description: 'The receipt, for who holds number and code.' })
  @Asks()
  contributionReceipt(
    @Args('number') number: string,
    @Args('code') code: string,
  ): Promise<ContributionReceipt> {
    return this.limits.countFailures('code', current.visit.origin, () => this.intake.open(number, code));
  }
}
