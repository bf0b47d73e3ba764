import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsIn, IsUUID, Length, MaxLength } from 'class-validator';

import { Guarded, Public } from '../platform/authorize.js';
import { IsMailAddress } from '../platform/mail-address.js';
import { canListOwnInstitutions, canReadInstitution, canSeeInstitutions } from './account.policy.js';
import { INSTITUTION_ROLES, type InstitutionRole } from './institution.entity.js';

const maySee = (actor: Parameters<typeof canSeeInstitutions>[0]) => canSeeInstitutions(actor, null);
const isSignedIn = (actor: Parameters<typeof canListOwnInstitutions>[0]) =>
  canListOwnInstitutions(actor, null);

/** Somebody who speaks for an institution, did so once, or is invited to. */
@ObjectType()
@Guarded((actor, { institutionId }: InstitutionMemberType) =>
  canReadInstitution(actor, { id: institutionId }),
)
export class InstitutionMemberType {
  institutionId!: string;

  @Field(() => ID)
  id!: string;

  @Field()
  mail!: string;

  @Field(() => String, { nullable: true, description: 'Null until the invitation is accepted.' })
  name!: string | null;

  @Field()
  role!: string;

  @Field({ description: 'UTC.' })
  invitedAt!: string;

  @Field(() => String, { nullable: true })
  invitedBy!: string | null;

  @Field({ description: 'UTC; until when an invitation counts.' })
  expiresAt!: string;

  @Field(() => String, { nullable: true, description: 'UTC.' })
  acceptedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'UTC.' })
  endedAt!: string | null;

  @Field(() => String, { nullable: true })
  endedBy!: string | null;

  @Field()
  isSelf!: boolean;
}

/** An institution that somebody speaks for. */
@ObjectType()
@Guarded(canReadInstitution)
export class InstitutionType {
  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;

  @Field({ description: 'Whether who asks invites and takes away there.' })
  isCoordinator!: boolean;

  @Field(() => [InstitutionMemberType], { description: 'Since the beginning, in the order of invitation.' })
  members!: InstitutionMemberType[];
}

/** What somebody speaks for. */
@ObjectType()
@Guarded(isSignedIn)
export class OwnInstitutions {
  @Field({ description: 'Whether the person who asks has signed in freshly enough to change anything here.' })
  isFresh!: boolean;

  @Field(() => [InstitutionType], { description: 'By name.' })
  institutions!: InstitutionType[];
}

/** An institution as a choice in a form. */
@ObjectType()
@Guarded(canReadInstitution)
export class OwnInstitution {
  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;
}

/** A line of the Land's register. */
@ObjectType()
@Guarded(maySee)
export class RegisteredInstitution {
  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;

  @Field({ description: 'UTC.' })
  registeredAt!: string;

  @Field(() => [String], { description: 'The addresses of its coordinators.' })
  coordinators!: string[];

  @Field(() => Int, { description: 'Who else speaks for it.' })
  clerks!: number;

  @Field(() => [String], { description: 'Addresses that have been invited and have not answered yet.' })
  waiting!: string[];
}

/** The Land's register of institutions, one page of it. */
@ObjectType()
@Guarded(maySee)
export class InstitutionRegister {
  @Field()
  isFresh!: boolean;

  @Field(() => Int)
  total!: number;

  @Field(() => [RegisteredInstitution], { description: 'By name.' })
  institutions!: RegisteredInstitution[];

  @Field(() => String, { nullable: true, description: 'Where the next page begins; null on the last one.' })
  next!: string | null;
}

/** What the link of an invitation offers. */
@ObjectType()
@Public()
export class OfferedInstitution {
  @Field()
  name!: string;

  @Field()
  role!: string;
}

@InputType()
export class RegisterInstitutionInput {
  @Field()
  @Length(3, 200)
  name!: string;

  /** Of its first coordinator. */
  @Field()
  @IsMailAddress()
  @MaxLength(254)
  mail!: string;
}

@InputType()
export class InviteMemberInput {
  @Field(() => ID)
  @IsUUID()
  institution!: string;

  @Field()
  @IsMailAddress()
  @MaxLength(254)
  mail!: string;

  @Field(() => String)
  @IsIn(INSTITUTION_ROLES)
  role!: InstitutionRole;
}
