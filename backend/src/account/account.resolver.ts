import { Query, ResolveField, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { AccountType, OwnTown, type AccountAssurance } from './account.graphql.js';
import { AccountService } from './account.service.js';
import { townAddress } from '../tenant/tenant.service.js';

@Resolver(() => AccountType)
export class AccountResolver {
  constructor(private readonly accounts: AccountService) {}

  @Query(() => AccountType, { nullable: true, description: 'Who is asking; null when nobody is signed in.' })
  @Asks()
  async me(): Promise<AccountType | null> {
    const account = await this.accounts.own();
    if (!account) return null;
    const { id, name, mail = null } = account;
    const { assurance, roles } = current.actor;
    return { id, name, mail, assurance: assurance as AccountAssurance, roles };
  }

  @ResolveField(() => [OwnTown], { description: 'The towns that this person works for, on whatever host.' })
  async towns(): Promise<OwnTown[]> {
    const { tenantIdOrNull } = current;
    return (await this.accounts.ownTowns()).map(({ id, slug, name }) => ({
      name,
      address: townAddress(slug),
      isHere: id === tenantIdOrNull,
    }));
  }
}
