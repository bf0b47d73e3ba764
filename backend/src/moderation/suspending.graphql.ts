import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsIn, IsUUID, MaxLength } from 'class-validator';

import { Guarded } from '../platform/authorize.js';
import { isDisclosedSuspension } from './suspending.policy.js';

@InputType()
export class SuspensionDecisionInput {
  @Field(() => ID)
  @IsUUID()
  id!: string;

  @Field(() => String)
  @IsIn(['upheld', 'reversed'])
  outcome!: 'upheld' | 'reversed';

  @Field()
  @MaxLength(1_000)
  answer!: string;
}

/** A suspension as the person concerned reads it. */
@ObjectType()
@Guarded(isDisclosedSuspension)
export class SuspensionView {
  isDisclosed!: true;

  @Field()
  number!: string;

  @Field({ description: 'Opens its page together with the number.' })
  code!: string;

  @Field({ description: 'illegal or rules.' })
  basis!: string;

  @Field({ description: 'The law or the rule, by name.' })
  provision!: string;

  @Field()
  reason!: string;

  @Field({ description: 'UTC.' })
  from!: string;

  @Field({ description: 'UTC: from then on one may contribute again.' })
  until!: string;

  @Field(() => String, { nullable: true, description: 'UTC, where it ended earlier.' })
  endedAt!: string | null;

  @Field(() => String, { nullable: true })
  endReason!: string | null;

  @Field()
  isRunning!: boolean;

  @Field()
  canAppeal!: boolean;

  @Field(() => String, { nullable: true })
  appealText!: string | null;

  @Field(() => String, { nullable: true, description: 'upheld or reversed; null until it is decided.' })
  appealOutcome!: string | null;

  @Field(() => String, { nullable: true })
  appealAnswer!: string | null;
}

/** A suspension as the moderators see it: of whom is shown by what was written, not by a name. */
@ObjectType()
@Guarded(isDisclosedSuspension)
export class DeskSuspension extends SuspensionView {
  @Field(() => ID)
  id!: string;

  @Field({ description: 'Of the contribution that it came with, or of that which was commented on.' })
  contributionNumber!: string;

  @Field({ description: 'By what the person is known: account, address or both.' })
  knownBy!: string;

  @Field()
  suspendedBy!: string;

  @Field(() => String, { nullable: true, description: 'Null where an appeal ended it, or time.' })
  endedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'UTC.' })
  appealedAt!: string | null;

  @Field({ description: 'False for the person who suspended.' })
  canDecide!: boolean;
}

/** One page of them. */
@ObjectType()
@Guarded(isDisclosedSuspension)
export class SuspensionList {
  isDisclosed!: true;

  @Field(() => [DeskSuspension])
  nodes!: DeskSuspension[];

  @Field(() => Int)
  total!: number;

  @Field(() => Int, { description: 'How many of all of them run.' })
  running!: number;
}
