import { Field, ObjectType } from '@nestjs/graphql';

import { Guarded } from '../platform/authorize.js';
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
}
