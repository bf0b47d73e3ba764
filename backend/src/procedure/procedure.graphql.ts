import { Field, ObjectType } from '@nestjs/graphql';

import { Guarded } from '../platform/authorize.js';
import { canWorkAtDesk } from './procedure.policy.js';

const isStaff = (actor: Parameters<typeof canWorkAtDesk>[0]) => canWorkAtDesk(actor, null);

/** What somebody may do with a procedure; from the same rules that the operations ask. */
@ObjectType()
@Guarded(isStaff)
export class ProcedureAbilities {
  @Field()
  edit!: boolean;
}

@ObjectType()
@Guarded(isStaff)
export class DeskPhase {
  @Field()
  kind!: string;

  @Field()
  title!: string;

  @Field()
  lawProfile!: string;

  @Field({ description: 'Local date in Berlin.' })
  firstDay!: string;

  @Field(() => String, { nullable: true, description: 'Local date in Berlin, inclusive.' })
  lastDay!: string | null;
}

/** A procedure as the staff works on it, published or not. */
@ObjectType()
@Guarded(isStaff)
export class DeskProcedure {
  @Field()
  id!: string;

  @Field()
  slug!: string;

  @Field()
  title!: string;

  @Field()
  kind!: string;

  @Field(() => [DeskPhase])
  phases!: DeskPhase[];

  @Field(() => String, { nullable: true, description: 'UTC.' })
  publishedAt!: string | null;

  @Field(() => ProcedureAbilities)
  can!: ProcedureAbilities;
}
