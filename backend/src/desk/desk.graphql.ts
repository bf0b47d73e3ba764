import { Field, Int, ObjectType } from '@nestjs/graphql';

import { Guarded } from '../platform/authorize.js';
import { canWorkAtDesk } from '../procedure/procedure.policy.js';

const isStaff = (actor: Parameters<typeof canWorkAtDesk>[0]) => canWorkAtDesk(actor, null);

/** Something that waits for the staff; leads to the one place where it is done. */
@ObjectType()
@Guarded(isStaff)
export class DueItem {
  @Field({ description: '`noun.verb`, also the message key: `statement.to-release`.' })
  kind!: string;

  @Field(() => Int)
  count!: number;

  @Field(() => String, { nullable: true, description: 'UTC; the instant at which it is too late.' })
  dueAt!: string | null;

  @Field(() => String, { nullable: true })
  procedureSlug!: string | null;

  @Field(() => String, { nullable: true })
  procedureTitle!: string | null;
}

/** What somebody may do at the desk of this town: what is not allowed is not shown. */
@ObjectType()
@Guarded(isStaff)
export class DeskAbilities {
  @Field({ description: 'Reads what came in.' })
  cases!: boolean;

  @Field({ description: 'Types in letters, mail and minutes.' })
  enter!: boolean;

  @Field({ description: 'Keeps dialogues fair.' })
  moderate!: boolean;

  @Field({ description: 'Sets up a new procedure.' })
  createProcedure!: boolean;

  @Field({ description: 'Reads the log of the whole town.' })
  log!: boolean;

  @Field({ description: 'Sets how the portal looks and who works with it.' })
  settings!: boolean;

  @Field({ description: "Keeps the Land's register of institutions." })
  institutions!: boolean;
}

/** The staff's own place. */
@ObjectType()
@Guarded(isStaff)
export class Desk {
  @Field(() => DeskAbilities)
  can!: DeskAbilities;

  @Field(() => [DueItem], { description: 'Most urgent first.' })
  due!: DueItem[];
}
