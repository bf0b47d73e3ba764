import { Args, ID, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { AccountType } from './account.graphql.js';
import { isFresh } from './account.policy.js';
import { AccountService } from './account.service.js';
import type { InstitutionMember } from './institution.entity.js';
import {
  InstitutionRegister,
  InviteMemberInput,
  OfferedInstitution,
  OwnInstitution,
  OwnInstitutions,
  RegisterInstitutionInput,
  type InstitutionMemberType,
} from './institution.graphql.js';
import { InstitutionRegisterService } from './institution-register.service.js';
import { InstitutionService } from './institution.service.js';

/** Bodies that are asked about plans, and who speaks for them. */
@Resolver(() => AccountType)
export class InstitutionResolver {
  constructor(
    private readonly institutions: InstitutionService,
    private readonly register: InstitutionRegisterService,
    private readonly accounts: AccountService,
  ) {}

  @ResolveField(() => [OwnInstitution], {
    name: 'institutions',
    description: 'Those that this person speaks for.',
  })
  async chosenFrom(): Promise<OwnInstitution[]> {
    const names = await this.institutions.namesOf(current.actor.speaksFor);
    return [...names].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'de'));
  }

  @Query(() => OwnInstitutions, {
    description: 'Throws `canListOwnInstitutions.forbidden` for who is not signed in.',
  })
  @Asks()
  async myInstitutions(): Promise<OwnInstitutions> {
    const own = await this.institutions.own();
    const everybody = own.flatMap(({ members }) => members);
    const ids = everybody.flatMap(({ accountId, invitedBy, endedBy }) => [accountId, invitedBy, endedBy]);
    const names = await this.accounts.namesOf([...new Set(ids.filter((id) => typeof id === 'string'))]);
    return {
      isFresh: isFresh(current.actor),
      institutions: own.map(({ institution: { id, name }, members }) => ({
        ...{ id, name },
        isCoordinator: members.some(
          (one) => one.isActive() && one.role === 'coordinator' && one.accountId === current.actor.accountId,
        ),
        members: members.map((member) => shown(member, names)),
      })),
    };
  }

  @Query(() => InstitutionRegister, {
    name: 'institutions',
    description: 'A page of 50, by name; for the Land.',
  })
  @Asks()
  async registered(
    @Args('words', { defaultValue: '' }) words: string,
    @Args('after', { defaultValue: '' }) after: string,
  ): Promise<InstitutionRegister> {
    return this.register.page(words.slice(0, 200), after.slice(0, 200));
  }

  @Query(() => OfferedInstitution, {
    description: 'Throws `invitation.not-found` for a link that does not count.',
  })
  @Asks()
  async institutionInvitation(
    @Args('id') id: string,
    @Args('code') code: string,
  ): Promise<OfferedInstitution> {
    const { institution, role } = await this.institutions.open(id, code);
    return { name: institution.name, role };
  }

  @Mutation(() => Boolean)
  @Asks()
  async acceptInstitutionInvitation(@Args('id') id: string, @Args('code') code: string): Promise<boolean> {
    await this.institutions.accept(id, code);
    return true;
  }

  @Mutation(() => Boolean)
  @Asks()
  async registerInstitution(@Args('institution') { name, mail }: RegisterInstitutionInput): Promise<boolean> {
    await this.institutions.register(name, mail);
    return true;
  }

  @Mutation(() => Boolean)
  @Asks()
  async inviteMember(@Args('member') { institution, mail, role }: InviteMemberInput): Promise<boolean> {
    await this.institutions.invite(institution, mail, role);
    return true;
  }

  @Mutation(() => Boolean)
  @Asks()
  async endMember(@Args('id', { type: () => ID }) id: string): Promise<boolean> {
    await this.institutions.end(id);
    return true;
  }
}

function shown(member: InstitutionMember, names: Map<string, string>): InstitutionMemberType {
  const { id, institution, mail, role, accountId, invitedBy, endedBy } = member;
  const nameOf = (account: string | null | undefined) => (account && names.get(account)) ?? null;
  return {
    ...{ id, mail, role, institutionId: institution.id },
    name: nameOf(accountId),
    invitedAt: member.invitedAt.toISOString(),
    invitedBy: nameOf(invitedBy),
    expiresAt: member.expiresAt.toISOString(),
    acceptedAt: member.acceptedAt?.toISOString() ?? null,
    endedAt: member.endedAt?.toISOString() ?? null,
    endedBy: nameOf(endedBy),
    isSelf: accountId !== null && accountId === current.actor.accountId,
  };
}
