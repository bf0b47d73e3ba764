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
import { CommentIntakeService } from './comment-intake.service.js';
import { ContributionIntakeService } from './contribution-intake.service.js';
import { ContributionService } from './contribution.service.js';
import { VoiceReceiptService } from './voice-receipt.service.js';

/** Dialogues, for those who take part. */
@Resolver()
export class ContributionResolver {
  constructor(
    private readonly intake: ContributionIntakeService,
    private readonly comments: CommentIntakeService,
    private readonly contributions: ContributionService,
    private readonly receipts: VoiceReceiptService,
    private readonly limits: Limits,
  ) {}

  @Mutation(() => SentContribution)
  @Asks()
  contribute(@Args('contribution') contribution: ContributionInput): Promise<SentContribution> {
    return this.intake.contribute(contribution);
  }

  @Mutation(() => SentContribution)
  @Asks()
  comment(@Args('comment') comment: CommentInput): Promise<SentContribution> {
    return this.comments.comment(comment);
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

  @Query(() => ContributionReceipt, {
    description: 'The receipt of a contribution or a comment, for who holds number and code.',
  })
  @Asks()
  contributionReceipt(
    @Args('number') number: string,
    @Args('code') code: string,
  ): Promise<ContributionReceipt> {
    return this.limits.countFailures('code', current.visit.origin, () => this.receipts.open(number, code));
  }
}
