import { Args, ArgsType, Field, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { IsIn, IsString } from 'class-validator';

import { Asks } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Limits } from '../platform/limits.js';
import { RHYTHMS, type Rhythm } from './subscription.entity.js';
import {
  Followers,
  SubscriberKey,
  SubscriberView,
  SubscriptionInput,
  SubscriptionView,
} from './subscription.graphql.js';
import { SubscriberService } from './subscriber.service.js';
import { SubscriptionService } from './subscription.service.js';

@ArgsType()
class RhythmArgs {
  @Field(() => ID)
  @IsString()
  id!: string;

  @Field()
  @IsString()
  code!: string;

  @Field(() => ID)
  @IsString()
  subscription!: string;

  @Field(() => String)
  @IsIn(RHYTHMS)
  rhythm!: Rhythm;
}

/** Who wants to be told what is new, and who no longer. */
@Resolver()
export class SubscriptionResolver {
  constructor(
    private readonly subscriptions: SubscriptionService,
    private readonly subscribers: SubscriberService,
    private readonly limits: Limits,
  ) {}

  @Mutation(() => Boolean, {
    description: 'Sends a mail that asks for a confirmation; the answer is the same for every address.',
  })
  @Asks()
  async subscribe(@Args('subscription') subscription: SubscriptionInput): Promise<boolean> {
    this.limits.count('subscribe', current.visit.origin);
    await this.subscriptions.subscribe(subscription);
    return true;
  }

  @Query(() => SubscriptionView, { description: 'What the link of a mail asks to confirm.' })
  @Asks()
  subscription(
    @Args('id', { type: () => ID }) id: string,
    @Args('code') code: string,
  ): Promise<SubscriptionView> {
    return this.guessing(() => this.subscriptions.open(id, code));
  }

  @Mutation(() => SubscriberKey)
  @Asks()
  confirmSubscription(
    @Args('id', { type: () => ID }) id: string,
    @Args('code') code: string,
  ): Promise<SubscriberKey> {
    return this.guessing(() => this.subscriptions.confirm(id, code));
  }

  @Query(() => SubscriberView, { description: 'All that one person follows, for who holds the link.' })
  @Asks()
  subscriber(
    @Args('id', { type: () => ID }) id: string,
    @Args('code') code: string,
  ): Promise<SubscriberView> {
    return this.guessing(() => this.subscribers.open(id, code));
  }

  @Mutation(() => Boolean)
  @Asks()
  changeRhythm(@Args() { rhythm, ...key }: RhythmArgs): Promise<boolean> {
    return this.guessing(async () => (await this.subscribers.change(key, rhythm), true));
  }

  @Mutation(() => Boolean, { description: 'Ends one; the address is deleted with the last one.' })
  @Asks()
  endSubscription(
    @Args('id', { type: () => ID }) id: string,
    @Args('code') code: string,
    @Args('subscription', { type: () => ID }) subscription: string,
  ): Promise<boolean> {
    return this.guessing(async () => (await this.subscribers.end({ id, code, subscription }), true));
  }

  @Mutation(() => Boolean, { description: 'Ends all and deletes the address.' })
  @Asks()
  endSubscriptions(@Args('id', { type: () => ID }) id: string, @Args('code') code: string): Promise<boolean> {
    return this.guessing(async () => (await this.subscribers.endAll(id, code), true));
  }

  @Query(() => Followers, { description: 'How many follow a procedure of the town, never who.' })
  @Asks()
  followers(@Args('procedure') procedure: string): Promise<Followers> {
    return this.subscriptions.followers(procedure);
  }

  private guessing<T>(work: () => Promise<T>): Promise<T> {
    return this.limits.countFailures('code', current.visit.origin, work);
  }
}
