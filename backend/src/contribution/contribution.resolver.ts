import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Limits } from '../platform/limits.js';
import { Json } from '../platform/scalars.js';
import {
  CommentInput,
  ContributionInput,
  ContributionReceipt,
  PassageInput,
  RatingInput,
  Scores,
  SentContribution,
} from './contribution.graphql.js';
import { CommentIntakeService } from './comment-intake.service.js';
import { ContributionIntakeService } from './contribution-intake.service.js';
import { ContributionService } from './contribution.service.js';
import { ThresholdService } from './threshold.service.js';
import { VoiceReceiptService } from './voice-receipt.service.js';

/** Dialogues, for those who take part. */
@Resolver()
export class ContributionResolver {
  constructor(
    private readonly intake: ContributionIntakeService,
    private readonly comments: CommentIntakeService,
    private readonly contributions: ContributionService,
    private readonly receipts: VoiceReceiptService,
    private readonly thresholds: ThresholdService,
    private readonly limits: Limits,
  ) {}

  @Mutation(() => SentContribution)
  @Asks()
  async contribute(
    @Args('contribution') contribution: ContributionInput,
    @Args('passage', { type: () => PassageInput, nullable: true }) passage: PassageInput | null = null,
  ): Promise<SentContribution> {
    return this.intake.contribute(contribution, await this.thresholds.contribution(contribution, passage));
  }

  @Mutation(() => SentContribution)
  @Asks()
  async comment(
    @Args('comment') comment: CommentInput,
    @Args('passage', { type: () => PassageInput, nullable: true }) passage: PassageInput | null = null,
  ): Promise<SentContribution> {
    return this.comments.comment(comment, await this.thresholds.comment(comment, passage));
  }

  @Mutation(() => Scores)
  @Asks()
  async rateContribution(@Args('rating') rating: RatingInput): Promise<Scores> {
    await this.thresholds.rating(rating);
    return this.contributions.rate(rating);
  }

  @Query(() => Json, {
    nullable: true,
    description:
      'The task (ALTCHA) for a form where very much comes from one network; null for everybody else.',
  })
  @Asks()
  formTask(
    @Args('isComment', { type: () => Boolean, defaultValue: false }) isComment: boolean,
  ): Promise<object | null> {
    return this.thresholds.task(isComment ? 'comment' : 'contribute');
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
