import { EntityManager } from '@mikro-orm/core';
import { Args, ID, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';

import { canSeePeople } from '../account/account.policy.js';
import type { Invitation } from '../account/invitation.entity.js';
import { InvitationService } from '../account/invitation.service.js';
import { Asks, Guarded } from '../platform/authorize.js';
import { Procedure } from '../procedure/procedure.entity.js';
import { OfferedRole, WaitingInvitation } from './invitation.graphql.js';
import { People } from './people.graphql.js';
import { PeopleService } from './people.service.js';

/** Roles that wait for somebody who has not signed in here yet. */
@Resolver(() => People)
export class InvitationResolver {
  constructor(
    private readonly em: EntityManager,
    private readonly invitations: InvitationService,
    private readonly people: PeopleService,
  ) {}

  @ResolveField(() => [WaitingInvitation])
  @Guarded((actor) => canSeePeople(actor, null))
  async waiting(): Promise<WaitingInvitation[]> {
    const waiting = await this.invitations.waiting();
    return Promise.all(
      waiting.map(async (one) => ({
        id: one.id,
        mail: one.mail,
        role: one.role,
        procedureTitle: await this.titleOf(one),
        expiresAt: one.expiresAt.toISOString(),
      })),
    );
  }

  @Query(() => OfferedRole, { description: 'Throws `invitation.not-found` for a link that does not count.' })
  @Asks()
  async invitation(@Args('id') id: string, @Args('code') code: string): Promise<OfferedRole> {
    const offered = await this.invitations.open(id, code);
    return { role: offered.role, procedureTitle: await this.titleOf(offered) };
  }

  @Mutation(() => Boolean)
  @Asks()
  async acceptInvitation(@Args('id') id: string, @Args('code') code: string): Promise<boolean> {
    await this.invitations.accept(id, code);
    return true;
  }

  @Mutation(() => People)
  @Asks()
  async endInvitation(@Args('id', { type: () => ID }) id: string): Promise<People> {
    await this.invitations.end(id);
    return this.people.list();
  }

  private async titleOf({ procedureId }: Invitation): Promise<string | null> {
    return procedureId ? ((await this.em.findOne(Procedure, { id: procedureId }))?.title ?? '') : null;
  }
}
