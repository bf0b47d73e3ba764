import { ArgsType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsBoolean, IsIn, IsInt, IsOptional, Length, Matches, Max, MaxLength, Min } from 'class-validator';

import { Guarded } from '../platform/authorize.js';
import { Json } from '../platform/scalars.js';
import { isDisclosed } from '../statement/statement.policy.js';
import { StatementType } from '../statement/statement.graphql.js';
import { OUTCOMES, type Outcome } from './answer.entity.js';

/** Where a statement stands for those who work on it. */
export const CASE_STATES = ['open', 'to-release', 'answered', 'withdrawn'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** How a statement came in. */
const CHANNELS = ['web', 'mail', 'letter', 'minutes', 'dialogue'];
const ASSIGNEE = /^(?:me|nobody|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

@ArgsType()
export class CaseFilter {
  /** The last part of the procedure's address. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(80)
  procedure?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsIn(CASE_STATES)
  state?: CaseState;

  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  @IsBoolean()
  isLate?: boolean;

  /** How it came in: `web`, `mail`, `letter`, `minutes` or `dialogue`. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsIn(CHANNELS)
  channel?: string;

  /** What it speaks to, as `caseChoices` offers it: `paragraph:<id>`, `document:<id>`, `area:<name>`, `map`, `whole`. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Matches(/^(?:(?:paragraph|document|area):[^\0]{1,255}|map|whole)$/)
  place?: string;

  /** `me`, `nobody`, or the id of a person. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Matches(ASSIGNEE)
  assignee?: string;

  /** Words of the text, of which the last one may be the beginning of a word, or the number of the receipt. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(200)
  search?: string;

  /** What the page before ended with. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(200)
  after?: string;

  @Field(() => Int, { defaultValue: 40 })
  @IsInt()
  @Min(1)
  @Max(100)
  size: number = 40;
}

/** One line of the list of statements, without its author. */
@ObjectType()
@Guarded(isDisclosed)
export class CaseLine {
  isDisclosed!: true;

  @Field()
  number!: string;

  @Field()
  procedureTitle!: string;

  @Field({ description: 'The beginning of the text.' })
  excerpt!: string;

  @Field({ description: 'The text; of a long one its first 3,000 characters.' })
  text!: string;

  @Field(() => Json)
  about!: object;

  @Field()
  channel!: string;

  @Field({ description: 'UTC, with milliseconds.' })
  receivedAt!: string;

  @Field()
  isLate!: boolean;

  @Field()
  mayPublish!: boolean;

  @Field()
  isReleased!: boolean;

  @Field(() => String, { nullable: true })
  withdrawnAt!: string | null;

  @Field(() => String, { nullable: true })
  outcome!: string | null;

  @Field(() => String, { nullable: true, description: 'The name of who works on it.' })
  assignee!: string | null;

  @Field(() => String, { nullable: true, description: 'A local date in Berlin.' })
  dueOn!: string | null;
}

@ObjectType()
@Guarded(isDisclosed)
export class CasePage {
  isDisclosed!: true;

  @Field(() => [CaseLine])
  lines!: CaseLine[];

  @Field(() => Int, {
    nullable: true,
    description: 'How many fit the filter, as far as it was counted; null where the page before has said it.',
  })
  total!: number | null;

  @Field({ description: 'There are more than `total`.' })
  isMore!: boolean;

  @Field(() => String, { nullable: true, description: 'Hand it back as `after` for the next page.' })
  next!: string | null;
}

/** Who sent a statement; seen by those only who have to answer or to take it in. */
@ObjectType()
@Guarded(isDisclosed)
export class CaseAuthor {
  isDisclosed!: true;

  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field(() => String, { nullable: true })
  organisation!: string | null;

  @Field({ description: 'Whether the organisation is a registered institution that the sender speaks for.' })
  isInstitution!: boolean;

  @Field(() => String, { nullable: true })
  address!: string | null;

  @Field(() => String, { nullable: true })
  email!: string | null;

  @Field()
  answerBy!: string;
}

@ObjectType()
@Guarded(isDisclosed)
export class CaseAbilities {
  isDisclosed!: true;

  @Field()
  release!: boolean;

  @Field()
  answer!: boolean;
}

/** A statement as it is worked on. */
@ObjectType()
@Guarded(isDisclosed)
export class Case {
  isDisclosed!: true;
  /** For the fields that are resolved apart. */
  statementId!: string;
  procedureId!: string;

  @Field(() => StatementType)
  statement!: StatementType;

  @Field(() => CaseAuthor, { nullable: true, description: 'Null where the statement is anonymous.' })
  author!: CaseAuthor | null;

  @Field(() => String, { nullable: true, description: 'The released copy.' })
  releasedText!: string | null;

  @Field(() => CaseAbilities)
  can!: CaseAbilities;

  @Field(() => String, { nullable: true, description: 'The number of the next open one in this procedure.' })
  nextOpen!: string | null;
}

@InputType()
export class AnswerInput {
  @Field(() => String)
  @IsIn(OUTCOMES)
  outcome!: Outcome;

  @Field()
  @Length(1, 20_000)
  text!: string;

  /** The day of the decision, a local date in Berlin. */
  @Field()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  decidedOn!: string;

  /** Who decided, as the council. */
  @Field()
  @Length(1, 200)
  body!: string;
}
