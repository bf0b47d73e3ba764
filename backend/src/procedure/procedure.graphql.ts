import { Field, ObjectType } from '@nestjs/graphql';

import { Guarded } from '../platform/authorize.js';
import { Json } from '../platform/scalars.js';
import { canWorkAtDesk } from './procedure.policy.js';

const isStaff = (actor: Parameters<typeof canWorkAtDesk>[0]) => canWorkAtDesk(actor, null);

/** What somebody may do with a procedure; from the same rules that the operations ask. */
@ObjectType()
@Guarded(isStaff)
export class ProcedureAbilities {
  @Field()
  edit!: boolean;

  @Field({ description: 'Publishes, extends, interrupts.' })
  publish!: boolean;
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

  @Field(() => String, { nullable: true, description: 'UTC; the first instant that is late.' })
  endsAt!: string | null;

  @Field(() => Json, { nullable: true })
  extension!: object | null;

  @Field(() => Json, { nullable: true })
  interruption!: object | null;
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

  @Field()
  topic!: string;

  @Field()
  teaser!: string;

  @Field()
  summary!: string;

  @Field()
  placeLabel!: string;

  @Field()
  anonymousAllowed!: boolean;

  @Field(() => Json)
  contact!: object;

  @Field(() => Json)
  otherWays!: object;

  @Field()
  otherAccess!: string;

  @Field({ description: 'Markdown; empty until it is written.' })
  notice!: string;

  @Field(() => String, { nullable: true, description: 'UTC.' })
  publishedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'UTC; when it is to become public by itself.' })
  publishAt!: string | null;

  @Field(() => Json, {
    nullable: true,
    description: 'Who answers for what was missing: at, name, reason, missing.',
  })
  override!: object | null;

  @Field(() => ProcedureAbilities)
  can!: ProcedureAbilities;
}
