import { Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { AccountType, type AccountAssurance } from './account.graphql.js';
import { AccountService } from './account.service.js';

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
}
