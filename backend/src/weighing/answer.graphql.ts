import { Field, ObjectType } from '@nestjs/graphql';

import { Guarded } from '../platform/authorize.js';
import { Json } from '../platform/scalars.js';
import { isDisclosed } from '../statement/statement.policy.js';

/** What became of a statement, for its sender. */
@ObjectType('StatementAnswer')
@Guarded(isDisclosed)
export class StatementAnswerType {
  isDisclosed!: true;

  @Field()
  outcome!: string;

  @Field()
  text!: string;

  @Field({ description: 'Local date in Berlin.' })
  decidedOn!: string;

  @Field()
  body!: string;

  @Field(() => Json, {
    description: 'Point by point: quote, recommended, decided, the paragraph before and after.',
  })
  parts!: object[];
}

/** How far a statement has come, with dates, for its sender. */
@ObjectType()
@Guarded(isDisclosed)
export class StatementProgress {
  isDisclosed!: true;

  @Field(() => String, { nullable: true })
  readAt!: string | null;

  @Field(() => String, { nullable: true })
  assignedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'When a recommendation about all of it was ready.' })
  weighedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'When the answer was mailed or posted.' })
  toldAt!: string | null;

  @Field(() => String, { nullable: true, description: 'email, post, page or inspection.' })
  way!: string | null;
}
