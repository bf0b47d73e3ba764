import { Field, Float, Int, ObjectType } from '@nestjs/graphql';

import { Public } from '../platform/authorize.js';

/** One number of the report. */
@ObjectType()
@Public()
export class TransparencyFigure {
  @Field({ description: '`section.measure`, also the message key: `notices.total`.' })
  key!: string;

  @Field(() => Float, { nullable: true, description: 'A count, or minutes; null where nothing was decided.' })
  value!: number | null;
}

/** What happened in one town. */
@ObjectType()
@Public()
export class TransparencyTown {
  @Field()
  name!: string;

  @Field()
  slug!: string;

  @Field(() => Int)
  contributions!: number;

  @Field(() => Int)
  comments!: number;

  @Field(() => Int)
  notices!: number;

  @Field(() => Int)
  restrictions!: number;

  @Field(() => Int)
  complaints!: number;

  @Field(() => Int)
  suspensions!: number;
}

/** How dialogues were moderated in a period, in the terms of Art. 15, 16, 17, 20, 23 and 24 DSA. */
@ObjectType()
@Public()
export class TransparencyReport {
  @Field({ description: 'A day in Berlin, the first of the period.' })
  from!: string;

  @Field({ description: 'A day in Berlin, the last of the period.' })
  to!: string;

  @Field(() => Int, {
    description: 'The first year of which there is something to report; this one for none.',
  })
  firstYear!: number;

  @Field(() => [TransparencyFigure])
  figures!: TransparencyFigure[];

  @Field(() => [TransparencyTown], { description: 'On the host of the Land: each town with a portal, A–Z.' })
  towns!: TransparencyTown[];
}
