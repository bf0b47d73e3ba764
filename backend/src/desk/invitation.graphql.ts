import { Field, ID, ObjectType } from '@nestjs/graphql';

import { canAcceptInvitation, canSeePeople } from '../account/account.policy.js';
import { Guarded } from '../platform/authorize.js';

const maySee = (actor: Parameters<typeof canSeePeople>[0]) => canSeePeople(actor, null);
const maySign = (actor: Parameters<typeof canSeePeople>[0]) => canAcceptInvitation(actor, null);

/** A role that waits for somebody. */
@ObjectType()
@Guarded(maySee)
export class WaitingInvitation {
  @Field(() => ID)
  id!: string;

  @Field()
  mail!: string;

  @Field()
  role!: string;

  @Field(() => String, { nullable: true })
  procedureTitle!: string | null;

  @Field({ description: 'UTC.' })
  expiresAt!: string;
}

/** What the link of an invitation offers to who holds it. */
@ObjectType()
@Guarded(maySign)
export class OfferedRole {
  @Field()
  role!: string;

  @Field(() => String, { nullable: true })
  procedureTitle!: string | null;
}
