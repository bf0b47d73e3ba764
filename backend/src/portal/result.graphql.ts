import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, IsOptional, Length, MaxLength, Min } from 'class-validator';

import { Public } from '../platform/authorize.js';
import { Json } from '../platform/scalars.js';

@ArgsType()
export class ResultFilter {
  /** The last part of the procedure's address. */
  @Field()
  @Length(1, 80)
  procedure!: string;

  /** One of the topics that the result names. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(400)
  topic?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(40)
  outcome?: string | null;

  @Field(() => Int, { defaultValue: 1 })
  @IsInt()
  @Min(1)
  page: number = 1;
}

@ObjectType({ description: 'What became of one statement, without its author.' })
@Public()
export class Weighed {
  @Field(() => ID)
  id!: string;

  @Field({ description: 'A number instead of a name.' })
  label!: string;

  @Field(() => String, { nullable: true, description: 'Null where no copy is released.' })
  authorLabel!: string | null;

  @Field(() => String, { nullable: true })
  text!: string | null;

  @Field({ description: 'What it speaks to, as one of the topics.' })
  topic!: string;

  @Field()
  outcome!: string;

  @Field(() => Json, { description: 'Point by point: summary or quote, recommended, decided, changed.' })
  parts!: object[];

  @Field({ description: 'Local date in Berlin.' })
  decidedOn!: string;

  @Field()
  body!: string;
}

@ObjectType({ description: 'What became of the voices of a procedure.' })
@Public()
export class ResultPage {
  @Field(() => Json, { description: 'Numbers of all statements: total, answered, outcomes.' })
  figures!: object;

  @Field(() => Json)
  decisions!: object[];

  @Field(() => Json)
  inspections!: object[];

  @Field(() => Json, { description: 'Each topic with the number of voices shown about it.' })
  topics!: object[];

  @Field(() => Int)
  total!: number;

  @Field(() => [Weighed])
  nodes!: Weighed[];
}
