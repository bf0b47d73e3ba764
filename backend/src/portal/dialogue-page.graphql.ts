import { ArgsType, Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsEnum,
  IsIn,
  IsNumber,
  IsOptional,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

import { BECOMES } from '../contribution/town-answer.entity.js';
import { Became } from '../contribution/town-answer.graphql.js';
import { Public } from '../platform/authorize.js';
import { Json } from '../platform/scalars.js';

export enum ContributionOrder {
  /** By chance, from a place that is one's own: nobody wins by being early. */
  random = 'random',
  newest = 'newest',
  discussed = 'discussed',
  agreed = 'agreed',
  divided = 'divided',
}
registerEnumType(ContributionOrder, { name: 'ContributionOrder' });

@ObjectType({ description: 'A conversation within a procedure.' })
@Public()
export class PublicDialogue {
  @Field(() => ID)
  id!: string;

  @Field({ description: 'The last part of its address.' })
  key!: string;

  @Field()
  title!: string;

  @Field({ description: 'Markdown.' })
  lead!: string;

  @Field(() => Json)
  subject!: object;

  @Field(() => [String])
  categories!: string[];

  @Field({ description: 'before or after: when somebody looks at a contribution.' })
  moderation!: string;

  @Field({ description: 'everybody or account.' })
  contributeBy!: string;

  @Field({ description: 'everybody or account.' })
  rateBy!: string;

  @Field(() => Int)
  contributionCount!: number;

  @Field(() => Int, { description: 'Contributions that have a place on the map.' })
  placeCount!: number;

  @Field(() => Int)
  ratingCount!: number;

  @Field(() => Int)
  commentCount!: number;

  @Field(() => String, {
    nullable: true,
    description: 'UTC; since when nothing is added; null while it runs.',
  })
  closedAt!: string | null;

  @Field({ description: 'Whether it is part of the early step of a plan (§ 3 (1) BauGB): it is weighed.' })
  feedsWeighing!: boolean;
}

@ObjectType({ description: 'A contribution as everybody sees it; without words where it is hidden.' })
@Public()
export class PublicContribution {
  @Field(() => ID)
  id!: string;

  @Field()
  number!: string;

  @Field(() => String, { nullable: true })
  title!: string | null;

  @Field(() => String, { nullable: true })
  text!: string | null;

  @Field(() => String, { nullable: true })
  hiddenReason!: string | null;

  @Field(() => String, { nullable: true })
  category!: string | null;

  @Field(() => Json, { nullable: true, description: 'A point in GeoJSON, WGS84.' })
  place!: object | null;

  @Field(() => String, { nullable: true })
  authorName!: string | null;

  @Field({ description: 'Written for the town.' })
  isOfficial!: boolean;

  @Field({ description: 'UTC.' })
  receivedAt!: string;

  @Field(() => Int)
  agree!: number;

  @Field(() => Int)
  neutral!: number;

  @Field(() => Int)
  disagree!: number;

  @Field(() => Int, { description: 'How many others wrote the same.' })
  others!: number;

  @Field(() => Int)
  comments!: number;

  @Field(() => Became, { nullable: true, description: 'Null where the town has said nothing yet.' })
  became!: Became | null;
}

@ObjectType()
@Public()
export class ContributionPage {
  @Field(() => PublicDialogue)
  dialogue!: PublicDialogue;

  @Field(() => [PublicContribution])
  nodes!: PublicContribution[];

  @Field(() => Int, {
    description: 'At most 1,000 where a category, words or what became of them are asked for.',
  })
  total!: number;

  @Field(() => String, { nullable: true, description: 'Where the next page begins; null on the last one.' })
  next!: string | null;

  @Field(() => Float, { description: 'Where the order by chance began.' })
  start!: number;

  @Field(() => ContributionOrder)
  order!: ContributionOrder;
}

@ObjectType()
@Public()
export class PublicComment {
  @Field(() => ID)
  id!: string;

  @Field(() => ID, { nullable: true, description: 'The comment that it answers.' })
  parentId!: string | null;

  @Field(() => String, { nullable: true })
  text!: string | null;

  @Field(() => String, { nullable: true })
  hiddenReason!: string | null;

  @Field(() => String, { nullable: true })
  authorName!: string | null;

  @Field()
  isOfficial!: boolean;

  @Field({ description: 'UTC.' })
  writtenAt!: string;
}

@ObjectType({ description: 'A copy of a file, under /files/beitrag/<contribution>/<id>.' })
@Public()
export class ContributionFile {
  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;

  @Field({ description: 'The media type.' })
  type!: string;

  @Field(() => Int, { description: 'Bytes.' })
  size!: number;

  @Field({ description: 'Whether there is a small picture of it, under …/klein.' })
  isPicture!: boolean;
}

@ObjectType()
@Public()
export class ContributionDetail extends PublicContribution {
  @Field(() => [ContributionFile])
  files!: ContributionFile[];

  @Field(() => PublicDialogue)
  dialogue!: PublicDialogue;

  @Field(() => [PublicComment], { description: 'Oldest first, each followed by its answers.' })
  thread!: PublicComment[];

  @Field(() => Int, { nullable: true, description: 'The next page of the thread; null on the last one.' })
  nextThread!: number | null;
}

/** Which contributions of a dialogue are meant: on the map as in the list. */
@ArgsType()
export class ContributionChoice {
  @Field()
  @MaxLength(80)
  procedure!: string;

  @Field()
  @MaxLength(60)
  dialogue!: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(80)
  category?: string | null;

  /** answered, or what became of them. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsIn(['answered', ...BECOMES])
  became?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(200)
  search?: string | null;

  /** West, south, east, north in degrees (WGS84): only what lies there. */
  @Field(() => [Float], { nullable: true })
  @IsOptional()
  @ArrayMinSize(4)
  @ArrayMaxSize(4)
  @IsNumber({}, { each: true })
  box?: number[] | null;
}

@ArgsType()
export class ContributionFilter extends ContributionChoice {
  /** By default by chance, and what most agree with once the dialogue is closed. */
  @Field(() => ContributionOrder, { nullable: true })
  @IsOptional()
  @IsEnum(ContributionOrder)
  order?: ContributionOrder | null;

  /** From 0 to 1: where the order by chance begins; by default at a place of one's own, the same all day. */
  @Field(() => Float, { nullable: true })
  @IsOptional()
  @Min(0)
  @Max(1)
  start?: number | null;

  /** The `next` of the page before. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(100)
  after?: string | null;
}
