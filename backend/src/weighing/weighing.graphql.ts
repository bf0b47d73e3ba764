import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';

import { Guarded } from '../platform/authorize.js';
import { Json } from '../platform/scalars.js';
import { StatementType } from '../statement/statement.graphql.js';
import { isDisclosed } from '../statement/statement.policy.js';
import { OUTCOMES, type Outcome } from './answer.entity.js';

/** Where a statement stands in the weighing. */
export const STAGES = ['open', 'draft', 'ready', 'decided'] as const;
export type Stage = (typeof STAGES)[number];

@ObjectType()
@Guarded(isDisclosed)
export class RecommendationVersion {
  isDisclosed!: true;

  @Field(() => Int)
  version!: number;

  @Field()
  outcome!: string;

  @Field()
  text!: string;

  @Field(() => String, { nullable: true })
  summary!: string | null;

  @Field(() => ID, { nullable: true })
  paragraphId!: string | null;

  @Field()
  savedAt!: string;

  @Field({ description: 'The name of who saved it.' })
  savedBy!: string;

  @Field(() => String, { nullable: true })
  readyAt!: string | null;
}

@ObjectType()
@Guarded(isDisclosed)
export class SectionView {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true, description: 'Null for the whole statement.' })
  quote!: string | null;

  @Field(() => [RecommendationVersion], { description: 'Newest first.' })
  versions!: RecommendationVersion[];

  @Field(() => Json, { nullable: true, description: 'The chosen paragraph before and after.' })
  change!: object | null;
}

@ObjectType()
@Guarded(isDisclosed)
export class SimilarStatement {
  isDisclosed!: true;

  @Field()
  number!: string;

  @Field()
  excerpt!: string;

  @Field(() => Float, { description: 'The share of words in common, 0 to 1.' })
  likeness!: number;

  @Field(() => String, { nullable: true })
  outcome!: string | null;

  @Field(() => String, { nullable: true, description: 'What is recommended there.' })
  recommendation!: string | null;
}

@ObjectType('TextBlock')
@Guarded(isDisclosed)
export class TextBlockType {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field()
  title!: string;

  @Field()
  text!: string;
}

@ObjectType()
@Guarded(isDisclosed)
export class WeighingNote {
  isDisclosed!: true;

  @Field()
  at!: string;

  @Field()
  who!: string;

  @Field()
  action!: string;
}

@ObjectType()
@Guarded(isDisclosed)
export class ParagraphChoice {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field()
  text!: string;

  @Field(() => Int)
  number!: number;

  @Field()
  begins!: string;

  @Field({ description: 'Whether it differs from the version before.' })
  isChanged!: boolean;
}

@ObjectType()
@Guarded(isDisclosed)
export class WeighingAbilities {
  isDisclosed!: true;

  @Field()
  weigh!: boolean;

  @Field()
  decide!: boolean;
}

/** One statement with everything that is needed to weigh it, so that nobody needs a second window. */
@ObjectType()
@Guarded(isDisclosed)
export class Weighing {
  isDisclosed!: true;

  @Field(() => StatementType)
  statement!: StatementType;

  @Field(() => String)
  stage!: Stage;

  @Field(() => String, { nullable: true, description: 'The paragraph spoken to, in the version spoken to.' })
  paragraph!: string | null;

  @Field(() => [SectionView])
  sections!: SectionView[];

  @Field(() => [SimilarStatement])
  similar!: SimilarStatement[];

  @Field(() => [TextBlockType])
  blocks!: TextBlockType[];

  @Field(() => [ParagraphChoice])
  paragraphs!: ParagraphChoice[];

  @Field(() => [WeighingNote], { description: 'Newest first.' })
  log!: WeighingNote[];

  @Field(() => Json, { nullable: true, description: 'The plan’s area and what was drawn, as GeoJSON.' })
  map!: object | null;

  @Field(() => String, { nullable: true })
  nextOpen!: string | null;

  @Field(() => Int, { description: 'How many of this procedure are still open.' })
  open!: number;

  @Field(() => WeighingAbilities)
  can!: WeighingAbilities;
}

@InputType()
export class RecommendationInput {
  @Field(() => String)
  @IsIn(OUTCOMES)
  outcome!: Outcome;

  @Field()
  @Length(1, 20_000)
  text!: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(2_000)
  summary?: string;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsUUID()
  paragraphId?: string;

  @Field()
  @IsBoolean()
  isReady!: boolean;

  /** The version that was on the screen; 0 where there was none. Another one in between is not overwritten. */
  @Field(() => Int)
  @IsInt()
  after!: number;
}

@InputType()
export class TextBlockInput {
  @Field()
  @Length(1, 120)
  title!: string;

  @Field()
  @Length(1, 10_000)
  text!: string;
}

@InputType()
export class DecisionInput {
  /** The day of the decision, a local date in Berlin. */
  @Field()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  decidedOn!: string;

  /** Who decided, as the council. */
  @Field()
  @Length(1, 200)
  body!: string;
}

@InputType()
export class DecidedPartInput {
  @Field(() => ID)
  @IsUUID()
  sectionId!: string;

  @Field(() => String)
  @IsIn(OUTCOMES)
  outcome!: Outcome;

  @Field()
  @Length(1, 20_000)
  text!: string;
}

@InputType()
export class OneDecisionInput extends DecisionInput {
  @Field(() => [DecidedPartInput])
  @ValidateNested({ each: true })
  @Type(() => DecidedPartInput)
  @ArrayMaxSize(100)
  parts!: DecidedPartInput[];
}
