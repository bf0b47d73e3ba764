import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsIn, IsOptional, MaxLength } from 'class-validator';

import { ROLES, type Role } from '../account/account.entity.js';
import { canSeePeople } from '../account/account.policy.js';
import { Guarded } from '../platform/authorize.js';
import { IsMailAddress } from '../platform/mail-address.js';

const maySee = (actor: Parameters<typeof canSeePeople>[0]) => canSeePeople(actor, null);

/** One role of one person. */
@ObjectType()
@Guarded(maySee)
export class HeldRole {
  @Field(() => ID)
  id!: string;

  @Field()
  role!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The only procedure in which it counts; null is the town.',
  })
  procedureTitle!: string | null;

  @Field({ description: 'UTC.' })
  grantedAt!: string;

  @Field(() => String, { nullable: true })
  grantedBy!: string | null;

  @Field({ description: 'Whether the person who asks may end it at all, freshly signed in.' })
  canEnd!: boolean;
}

/** Somebody who works with the town. */
@ObjectType()
@Guarded(maySee)
export class Member {
  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;

  @Field(() => String, { nullable: true })
  mail!: string | null;

  @Field()
  isSelf!: boolean;

  @Field(() => String, { nullable: true, description: 'UTC; when they signed in last.' })
  signedInAt!: string | null;

  @Field(() => [HeldRole])
  roles!: HeldRole[];
}

/** Who works with the town. */
@ObjectType()
@Guarded(maySee)
export class People {
  @Field({ description: 'Whether the person who asks has signed in freshly enough to change anything here.' })
  isFresh!: boolean;

  @Field(() => Int, { description: 'After so many days without a sign-in roles end by themselves.' })
  idleDays!: number;

  @Field(() => [Member], { description: 'By name.' })
  members!: Member[];
}

/** What came of a grant. */
@ObjectType()
@Guarded(maySee)
export class Granted {
  @Field({ description: 'Nobody has signed in with this address yet: a link was mailed.' })
  isInvitation!: boolean;
}

@InputType()
export class GrantInput {
  @Field()
  @IsMailAddress()
  @MaxLength(254)
  mail!: string;

  @Field(() => String)
  @IsIn(ROLES)
  role!: Role;

  /** The address of the only procedure in which it counts; none is the whole town. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(80)
  procedure?: string | null;
}
