import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsIn, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

import { Public } from '../platform/authorize.js';
import { Json } from '../platform/scalars.js';
import { PROCEDURE_KINDS, TOPICS } from '../procedure/procedure.entity.js';

export enum ProcedureStatus {
  running = 'running',
  announced = 'announced',
  weighing = 'weighing',
  decided = 'decided',
  archived = 'archived',
}
registerEnumType(ProcedureStatus, { name: 'ProcedureStatus' });

export enum ProcedureSort {
  endsNext = 'endsNext',
  newest = 'newest',
}
registerEnumType(ProcedureSort, { name: 'ProcedureSort' });

@InputType()
export class ProcedureFilter {
  /** A word, a place or a postcode. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;

  @Field(() => ProcedureStatus, { nullable: true })
  @IsOptional()
  status?: ProcedureStatus;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsIn(TOPICS)
  topic?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsIn(PROCEDURE_KINDS)
  kind?: string;

  /** The label of a town's host. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(63)
  town?: string;

  /** The year in which the first phase began. */
  @Field(() => Int, { nullable: true })
  @IsOptional()
  @Min(2000)
  @Max(2200)
  year?: number;
}

@ObjectType()
@Public()
export class TownCard {
  @Field(() => ID)
  id!: string;

  @Field({ description: 'The label of its host.' })
  slug!: string;

  @Field()
  name!: string;

  @Field()
  fullName!: string;

  @Field(() => Int)
  running!: number;

  @Field(() => Int)
  total!: number;
}

@ObjectType()
@Public()
export class Town {
  @Field(() => ID)
  id!: string;

  @Field()
  slug!: string;

  @Field(() => String, { nullable: true })
  ags!: string | null;

  @Field()
  name!: string;

  @Field()
  fullName!: string;

  @Field()
  claim!: string;

  @Field()
  colour!: string;

  @Field()
  hasPicture!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'A path on any host; another one when the picture is another.',
  })
  picture!: string | null;

  @Field()
  pictureAlt!: string;

  @Field(() => Json)
  contact!: object;

  @Field({ description: 'A subset of Markdown.' })
  imprint!: string;

  @Field({ description: 'A subset of Markdown.' })
  privacy!: string;

  @Field({ description: 'A subset of Markdown.' })
  accessibility!: string;

  @Field({ description: 'A subset of Markdown: the rules of its dialogues.' })
  dialogueRules!: string;
}

@ObjectType()
@Public()
export class Figures {
  @Field(() => Int, { description: 'Participations that run now.' })
  running!: number;

  @Field(() => Int, { description: 'Statements that arrived this year.' })
  voices!: number;

  @Field(() => Int, { description: 'How many of them are answered.' })
  answered!: number;
}

@ObjectType({ description: 'The portal behind the host that is asked: the Land, or a town.' })
@Public()
export class Portal {
  @Field(() => Town, { nullable: true, description: 'Null on the Land’s own host.' })
  town!: Town | null;

  @Field({ description: 'Whether the host is one that nobody runs a portal on.' })
  isUnknownHost!: boolean;

  @Field({ description: 'The main address of the installation.' })
  origin!: string;

  @Field(() => String, { nullable: true, description: 'Base map as {z}/{x}/{y}, where one is configured.' })
  tileUrl!: string | null;

  @Field(() => Figures)
  figures!: Figures;
}

@ObjectType()
@Public()
export class ProcedureCard {
  @Field(() => ID)
  id!: string;

  @Field()
  slug!: string;

  @Field()
  townSlug!: string;

  @Field()
  townName!: string;

  @Field()
  title!: string;

  @Field()
  kind!: string;

  @Field()
  topic!: string;

  @Field()
  teaser!: string;

  @Field()
  placeLabel!: string;

  @Field({ description: 'early, display, announced, weighing, decision, archive or between.' })
  status!: string;

  @Field(() => String, {
    nullable: true,
    description: 'UTC instant at which the current phase began or the next begins.',
  })
  startsAt!: string | null;

  @Field(() => String, { nullable: true, description: 'UTC instant at which the current phase ends.' })
  endsAt!: string | null;

  @Field(() => Int)
  documentCount!: number;

  @Field(() => Int, { description: 'Published voices.' })
  voiceCount!: number;

  @Field(() => [Float], { nullable: true, description: 'Longitude and latitude in WGS84.' })
  centre!: [number, number] | null;

  @Field(() => String, { nullable: true, description: 'What voices changed, once decided.' })
  headline!: string | null;
}

@ObjectType()
@Public()
export class ProcedurePage {
  @Field(() => [ProcedureCard])
  nodes!: ProcedureCard[];

  @Field(() => Int)
  total!: number;

  @Field(() => [String], { description: 'Municipalities that the search means, by name or postcode.' })
  places!: string[];
}

@ObjectType()
@Public()
export class Municipality {
  @Field(() => ID)
  ags!: string;

  @Field()
  name!: string;

  @Field(() => [Float])
  centre!: [number, number];

  @Field(() => String, { nullable: true })
  townSlug!: string | null;

  @Field(() => Int)
  running!: number;

  @Field(() => Int)
  total!: number;
}
