import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsIn, IsNumber, IsOptional, Max, MaxLength, Min } from 'class-validator';

import { Guarded, Public } from '../platform/authorize.js';
import { IsMailAddress } from '../platform/mail-address.js';
import { PROCEDURE_KINDS, TOPICS } from '../procedure/procedure.entity.js';
import { RHYTHMS, type Rhythm } from './subscription.entity.js';
import { isDisclosedSubscription } from './subscription.policy.js';

const optional = { nullable: true } as const;

/** What to follow: without anything all of the portal that is asked, otherwise one procedure or what is in it, a place or a topic. */
@InputType()
export class SubscriptionInput {
  @Field()
  @IsMailAddress()
  @MaxLength(254)
  email!: string;

  @Field(() => String, { description: 'at-once, daily or weekly.' })
  @IsIn(RHYTHMS)
  rhythm!: Rhythm;

  @Field(() => String, optional)
  @IsOptional()
  @MaxLength(80)
  procedure?: string | null;

  @Field(() => String, { ...optional, description: 'The key of a dialogue of the procedure.' })
  @IsOptional()
  @MaxLength(60)
  dialogue?: string | null;

  @Field(() => String, { ...optional, description: 'The number of a contribution.' })
  @IsOptional()
  @MaxLength(11)
  contribution?: string | null;

  @Field(() => String, {
    ...optional,
    description: 'A municipality or a postcode; a name for the point where there is one.',
  })
  @IsOptional()
  @MaxLength(100)
  place?: string | null;

  @Field(() => Float, { ...optional, description: 'Degrees east.' })
  @IsOptional()
  @IsNumber()
  @Min(-180)
  @Max(180)
  longitude?: number | null;

  @Field(() => Float, { ...optional, description: 'Degrees north.' })
  @IsOptional()
  @IsNumber()
  @Min(-90)
  @Max(90)
  latitude?: number | null;

  @Field(() => Float, { ...optional, description: 'Kilometres around the place.' })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(50)
  km?: number | null;

  @Field(() => String, optional)
  @IsOptional()
  @IsIn(TOPICS)
  topic?: string | null;

  @Field(() => String, { ...optional, description: 'The kind of plan.' })
  @IsOptional()
  @IsIn(PROCEDURE_KINDS)
  form?: string | null;

  @Field(() => String, optional)
  @IsOptional()
  @MaxLength(100)
  word?: string | null;
}

/** What opens the page on which somebody manages what they follow. */
@ObjectType()
@Public()
export class SubscriberKey {
  @Field(() => ID)
  id!: string;

  @Field()
  code!: string;
}

/** One thing that is followed, as who follows it sees it. */
@ObjectType()
@Guarded(isDisclosedSubscription)
export class SubscriptionView {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field({ description: 'all, procedure, dialogue, contribution, place or topic.' })
  kind!: string;

  @Field({ description: 'What it is called; empty for the whole Land.' })
  label!: string;

  @Field()
  rhythm!: string;

  @Field()
  isConfirmed!: boolean;

  @Field(() => String, { nullable: true, description: 'UTC.' })
  endedAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'asked, or refused where the mailbox refused our mails.',
  })
  endedBecause!: string | null;
}

/** All that one person follows. */
@ObjectType()
@Guarded(isDisclosedSubscription)
export class SubscriberView {
  isDisclosed!: true;

  @Field(() => String, { nullable: true, description: 'The address, shortened; null once it is deleted.' })
  address!: string | null;

  @Field(() => [SubscriptionView])
  subscriptions!: SubscriptionView[];
}

/** How many follow a procedure or something in it. */
@ObjectType()
@Guarded(isDisclosedSubscription)
export class Followers {
  isDisclosed!: true;

  @Field(() => Int)
  count!: number;

  @Field(() => Int, { description: 'Ended because their mailboxes refused our mails.' })
  refused!: number;
}
