import { ArgsType, Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, Max, Min } from 'class-validator';

import { Public } from '../platform/authorize.js';
import { ContributionChoice } from './dialogue-page.graphql.js';

@ObjectType({ description: 'Contributions that lie together on the map, or one of them.' })
@Public()
export class ContributionSpot {
  @Field(() => Int)
  count!: number;

  @Field(() => [Float], { description: 'Longitude and latitude (WGS84), the middle of several.' })
  position!: number[];

  @Field(() => [Float], { description: 'West, south, east, north of the cell in which they lie.' })
  box!: number[];

  @Field(() => String, { nullable: true, description: 'Of the contribution where it is one.' })
  number!: string | null;

  @Field(() => String, { nullable: true })
  title!: string | null;
}

@ArgsType()
export class ContributionMapFilter extends ContributionChoice {
  /** Of the map, where the world is 512 pixels wide at 0: cells are about 64 pixels wide. */
  @Field(() => Int)
  @IsInt()
  @Min(0)
  @Max(24)
  zoom!: number;
}
