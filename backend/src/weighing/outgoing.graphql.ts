import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Length } from 'class-validator';

import { Guarded } from '../platform/authorize.js';
import { isDisclosed } from '../statement/statement.policy.js';

@ObjectType()
@Guarded(isDisclosed)
export class LetterRunView {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field()
  startedAt!: string;

  @Field()
  startedBy!: string;

  @Field(() => Int)
  total!: number;

  @Field(() => Int)
  done!: number;

  @Field(() => String, { nullable: true })
  finishedAt!: string | null;

  @Field(() => Int, { nullable: true, description: 'Bytes.' })
  size!: number | null;

  @Field(() => String, { nullable: true, description: 'Local date in Berlin.' })
  postedOn!: string | null;
}

/** The letters of a procedure. */
@ObjectType()
@Guarded(isDisclosed)
export class Letters {
  isDisclosed!: true;

  @Field(() => Int, { description: 'Letters that nobody has made yet.' })
  waiting!: number;

  @Field(() => Int, { description: 'Letters that are made and not yet posted.' })
  toPost!: number;

  @Field(() => [LetterRunView])
  runs!: LetterRunView[];
}

/** Why a statement's sender does not know the result yet. */
export const REASONS = [
  'open',
  'draft',
  'ready',
  'mail-failed',
  'mail-waiting',
  'letter-to-make',
  'letter-to-post',
] as const;
export type Reason = (typeof REASONS)[number];

@ObjectType()
@Guarded(isDisclosed)
export class UnansweredLine {
  isDisclosed!: true;

  @Field()
  number!: string;

  @Field()
  excerpt!: string;

  @Field()
  receivedAt!: string;

  @Field(() => String)
  reason!: Reason;

  @Field(() => String, {
    nullable: true,
    description: 'What the mail server said; only for who sends answers.',
  })
  mailError!: string | null;
}

@ObjectType()
@Guarded(isDisclosed)
export class ReasonCount {
  isDisclosed!: true;

  @Field(() => String)
  reason!: Reason;

  @Field(() => Int)
  count!: number;
}

/** Those who still have no answer, oldest first. */
@ObjectType()
@Guarded(isDisclosed)
export class Unanswered {
  isDisclosed!: true;

  @Field(() => Int, { description: 'All statements that were not withdrawn.' })
  all!: number;

  @Field(() => Int)
  total!: number;

  @Field(() => [ReasonCount])
  reasons!: ReasonCount[];

  @Field(() => [UnansweredLine])
  lines!: UnansweredLine[];

  @Field(() => String, { nullable: true, description: 'Hand it back as `after` for the next page.' })
  next!: string | null;

  @Field(() => Boolean)
  maySend!: boolean;
}

@ObjectType('SameGroup')
@Guarded(isDisclosed)
export class SameGroupType {
  isDisclosed!: true;

  @Field({ description: 'The number of one of them.' })
  sample!: string;

  @Field()
  excerpt!: string;

  @Field(() => Int)
  count!: number;

  @Field(() => Boolean, { description: 'Whether it was announced where its senders may see the result.' })
  isAnnounced!: boolean;
}

@InputType()
export class InspectionInput {
  /** The number of one statement of the group. */
  @Field()
  @Length(1, 20)
  sample!: string;

  /** What they are about, as the announcement says. */
  @Field()
  @Length(1, 500)
  topic!: string;

  @Field()
  @Length(1, 500)
  place!: string;

  @Field()
  @Length(1, 500)
  hours!: string;
}

@ObjectType()
@Guarded(isDisclosed)
export class ReadyLine {
  isDisclosed!: true;

  @Field()
  number!: string;

  @Field()
  excerpt!: string;

  @Field(() => [String])
  outcomes!: string[];

  @Field()
  recommendation!: string;
}

@ObjectType()
@Guarded(isDisclosed)
export class TakenDecision {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field()
  decidedOn!: string;

  @Field()
  body!: string;

  @Field(() => Int)
  count!: number;

  @Field()
  publishedAt!: string;

  @Field()
  publishedBy!: string;
}

/** How far the weighing of a procedure has come, and what may be decided now. */
@ObjectType()
@Guarded(isDisclosed)
export class ProcedureWeighing {
  isDisclosed!: true;

  @Field(() => Int)
  open!: number;

  @Field(() => Int)
  draft!: number;

  @Field(() => Int)
  ready!: number;

  @Field(() => Int)
  decided!: number;

  @Field(() => String, { nullable: true, description: 'The number of the first one that is open.' })
  firstOpen!: string | null;

  @Field(() => [ReadyLine], { description: 'At most 200 of those that are ready, oldest first.' })
  lines!: ReadyLine[];

  @Field(() => [TakenDecision], { description: 'Newest first.' })
  decisions!: TakenDecision[];

  @Field()
  canDecide!: boolean;

  @Field()
  canSend!: boolean;
}
