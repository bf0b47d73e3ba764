import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

import { Guarded } from '../platform/authorize.js';
import { isDisclosed } from '../statement/statement.policy.js';

/** A dialogue as a source of the weighing, with what was taken and what was not. */
@ObjectType()
@Guarded(isDisclosed)
export class Bridge {
  isDisclosed!: true;

  @Field(() => ID, { description: 'Of the dialogue.' })
  id!: string;

  @Field({ description: 'The last part of the dialogue’s address.' })
  key!: string;

  @Field()
  title!: string;

  @Field({ description: 'Whether the procedure has an early step (§ 3 (1) BauGB).' })
  isPossible!: boolean;

  @Field(() => String, { nullable: true, description: 'UTC.' })
  declaredAt!: string | null;

  @Field(() => Int)
  taken!: number;

  @Field(() => Int, { description: 'Shown and not taken yet.' })
  ready!: number;

  @Field(() => Int, { description: 'Hidden and not taken.' })
  hidden!: number;

  @Field(() => Int, { description: 'Not looked at yet: these are never taken.' })
  waiting!: number;

  @Field(() => Int, { nullable: true, description: 'Of the running takeover; null where none runs.' })
  runningTotal!: number | null;

  @Field(() => Int, { nullable: true })
  runningDone!: number | null;

  @Field(() => String, { nullable: true, description: 'When the last one ended, UTC.' })
  lastAt!: string | null;

  @Field(() => Int, { nullable: true, description: 'How many the last one left out.' })
  lastLeftOut!: number | null;
}
