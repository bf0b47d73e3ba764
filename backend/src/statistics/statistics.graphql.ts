import { Field, Float, Int, ObjectType } from '@nestjs/graphql';

import { Guarded } from '../platform/authorize.js';
import { isDisclosed } from '../statement/statement.policy.js';

/** One number and what it counts, in the language of the visit. */
@ObjectType()
@Guarded(isDisclosed)
export class CountRow {
  isDisclosed!: true;

  @Field()
  label!: string;

  @Field(() => Int)
  count!: number;

  @Field(() => [Float], { nullable: true, description: 'Longitude and latitude of a place (WGS84).' })
  position!: number[] | null;
}

/** A picture of numbers with its table. */
@ObjectType()
@Guarded(isDisclosed)
export class CountChart {
  isDisclosed!: true;

  @Field({ description: 'days, timeliness, channels, outcomes, places or paragraphs; also names its files.' })
  kind!: string;

  @Field()
  title!: string;

  @Field({ description: 'SVG made by the server; its colours are the page’s own.' })
  svg!: string;

  @Field(() => [CountRow])
  rows!: CountRow[];
}

/** What came in to one procedure, and what became of it, in numbers. */
@ObjectType()
@Guarded(isDisclosed)
export class Statistics {
  isDisclosed!: true;

  @Field(() => Int, { description: 'Without those that were withdrawn.' })
  total!: number;

  @Field(() => [CountChart])
  charts!: CountChart[];
}
