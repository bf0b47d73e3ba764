import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsOptional,
  IsUUID,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';

import { Guarded, Public } from '../platform/authorize.js';
import { isDisclosedToAuthor } from './contribution.policy.js';
import { BECOMES, CHOSEN, MAX_ANSWER, type Becomes } from './town-answer.entity.js';

@ObjectType({ description: 'One step on the way of a contribution.' })
@Public()
export class BecameStep {
  @Field({ description: 'examined, planned, done, partly, declined, weighing, elsewhere or noted.' })
  becomes!: string;

  @Field({ description: 'UTC.' })
  at!: string;
}

@ObjectType({
  description: 'What became of a contribution: the newest answer of the town, and the steps before.',
})
@Public()
export class Became {
  @Field({ description: 'examined, planned, done, partly, declined, weighing, elsewhere or noted.' })
  becomes!: string;

  @Field({ description: 'Empty where only the step was said.' })
  text!: string;

  @Field({ description: 'Who answers for the town.' })
  office!: string;

  @Field({ description: 'When this was published, UTC.' })
  at!: string;

  @Field({ description: 'Whether an earlier answer was changed by this one.' })
  isChanged!: boolean;

  @Field(() => [BecameStep], { description: 'Oldest first.' })
  steps!: BecameStep[];
}

/** Which contributions are listed; nothing means all. */
@InputType()
export class AnsweringFilter {
  /** unanswered, answered, or what became of them. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsIn(['unanswered', 'answered', ...BECOMES])
  state?: 'unanswered' | 'answered' | Becomes | null;

  /** The last part of a dialogue's address. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(60)
  dialogue?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(80)
  category?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(200)
  search?: string | null;

  /** The number of a contribution that others are to be like. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(20)
  like?: string | null;

  /** Only those whose words somebody else has said as well. */
  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  @IsBoolean()
  isRepeated?: boolean | null;

  /** oldest (where nothing is said) or agreed first. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsIn(['oldest', 'agreed'])
  order?: 'oldest' | 'agreed' | null;

  /** The `next` of the page before. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(100)
  after?: string | null;
}

@InputType()
export class TownAnswerInput {
  /** Made when the form was; the same id again changes nothing. */
  @Field(() => ID)
  @IsUUID()
  id!: string;

  @Field(() => String)
  @IsIn(CHOSEN)
  becomes!: Becomes;

  /** May be empty only where it is examined. */
  @Field()
  @MaxLength(MAX_ANSWER)
  text!: string;

  @Field()
  @Length(0, 160)
  office!: string;

  /** The numbers of those that are answered. */
  @Field(() => [String])
  @ArrayMaxSize(200)
  @MaxLength(20, { each: true })
  numbers!: string[];

  /** Instead of the numbers: everything that is listed so. */
  @Field(() => AnsweringFilter, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => AnsweringFilter)
  all?: AnsweringFilter | null;
}

/** A contribution in the list of those who answer. */
@ObjectType()
@Guarded(isDisclosedToAuthor)
export class AnsweringLine {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field()
  number!: string;

  @Field()
  dialogueKey!: string;

  @Field()
  title!: string;

  @Field()
  text!: string;

  @Field(() => String, { nullable: true })
  category!: string | null;

  @Field(() => String, { nullable: true })
  authorName!: string | null;

  @Field({ description: 'UTC.' })
  receivedAt!: string;

  @Field(() => Int)
  agree!: number;

  @Field(() => Int)
  neutral!: number;

  @Field(() => Int)
  disagree!: number;

  @Field(() => String, { nullable: true })
  becomes!: string | null;

  @Field(() => Int, { description: 'How many wrote the same: they get the same answer.' })
  others!: number;
}

/** An answer to many, and how far it is. */
@ObjectType()
@Guarded(isDisclosedToAuthor)
export class RunningAnswer {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field()
  becomes!: string;

  @Field()
  text!: string;

  @Field(() => Int)
  total!: number;

  @Field(() => Int)
  done!: number;

  @Field({ description: 'UTC; until then it can be taken back.' })
  startsAt!: string;

  @Field()
  canUndo!: boolean;
}

/** The list of those who answer. */
@ObjectType()
@Guarded(isDisclosedToAuthor)
export class AnsweringList {
  isDisclosed!: true;

  @Field(() => [AnsweringLine])
  lines!: AnsweringLine[];

  @Field(() => Int, { description: 'Listed so.' })
  total!: number;

  @Field(() => Int, { description: 'Of the whole procedure, that have no answer yet.' })
  unanswered!: number;

  @Field(() => Int, { description: 'Of the whole procedure.' })
  all!: number;

  @Field(() => [String])
  categories!: string[];

  @Field(() => String, { nullable: true, description: 'Where the next page begins; null on the last one.' })
  next!: string | null;

  @Field(() => [RunningAnswer], { description: 'Answers to many that are not finished, newest first.' })
  running!: RunningAnswer[];

  @Field({ description: 'Who answered last, or the town: what stands in the form.' })
  office!: string;
}

/** An answer that was published at a contribution, for the desk. */
@ObjectType()
@Guarded(isDisclosedToAuthor)
export class GivenAnswer {
  isDisclosed!: true;

  @Field()
  becomes!: string;

  @Field()
  text!: string;

  @Field()
  office!: string;

  @Field({ description: 'UTC.' })
  at!: string;

  @Field(() => String, { nullable: true, description: 'Who entered it.' })
  by!: string | null;
}
