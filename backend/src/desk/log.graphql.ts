import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, IsOptional, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';

import { Guarded } from '../platform/authorize.js';
import { Json } from '../platform/scalars.js';
import { isDisclosed } from '../statement/statement.policy.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

@ArgsType()
export class LogFilter {
  /** The last part of the procedure's address; without it the log of the whole town. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(80)
  procedure?: string | null;

  /** The account of who did it. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsUUID()
  who?: string | null;

  /** `noun.verb`. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(80)
  what?: string | null;

  /** First day, a local date in Berlin. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Matches(DAY)
  from?: string | null;

  /** Last day, inclusive. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Matches(DAY)
  to?: string | null;

  /** The number of a statement. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(40)
  number?: string | null;

  /** What the page before ended with. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(200)
  after?: string | null;

  @Field(() => Int, { defaultValue: 50 })
  @IsInt()
  @Min(1)
  @Max(100)
  size: number = 50;
}

/** One thing that was done at the desk. */
@ObjectType()
@Guarded(isDisclosed)
export class LogLine {
  isDisclosed!: true;

  @Field()
  id!: string;

  @Field({ description: 'UTC, with milliseconds.' })
  at!: string;

  @Field(() => String, { nullable: true, description: 'Null where it happened by itself.' })
  who!: string | null;

  @Field({ description: '`noun.verb`, also the message key: `statement.released`.' })
  action!: string;

  @Field(() => String, { nullable: true, description: 'The number of the statement it was done to.' })
  number!: string | null;

  @Field(() => String, { nullable: true })
  procedureTitle!: string | null;

  @Field(() => Json, { nullable: true })
  before!: object | null;

  @Field(() => Json, { nullable: true })
  after!: object | null;
}

@ObjectType()
@Guarded(isDisclosed)
export class LogPerson {
  isDisclosed!: true;

  @Field()
  id!: string;

  @Field()
  name!: string;
}

@ObjectType()
@Guarded(isDisclosed)
export class LogPage {
  isDisclosed!: true;

  @Field(() => [LogLine], { description: 'Newest first.' })
  lines!: LogLine[];

  @Field(() => String, { nullable: true, description: 'Hand it back as `after` for the next page.' })
  next!: string | null;

  @Field(() => [LogPerson], { description: 'Everybody who stands in this log.' })
  people!: LogPerson[];

  @Field(() => [String], { description: 'Everything that stands in this log.' })
  actions!: string[];

  @Field({ description: 'Whether the sign-in is fresh enough to take the log out as a file.' })
  isFresh!: boolean;
}
