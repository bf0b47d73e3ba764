import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

import { Guarded } from '../platform/authorize.js';
import { canWorkAtDesk } from '../procedure/procedure.policy.js';

const isStaff = (actor: Parameters<typeof canWorkAtDesk>[0]) => canWorkAtDesk(actor, null);

/** How many statements speak to a paragraph. */
@ObjectType()
@Guarded(isStaff)
export class SpokenParagraph {
  @Field(() => ID)
  paragraphId!: string;

  @Field(() => Int)
  statements!: number;
}
