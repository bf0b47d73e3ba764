import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';

import { AccountService } from '../account/account.service.js';
import { Asks } from '../platform/authorize.js';
import { GrantInput, People } from './people.graphql.js';
import { PeopleService } from './people.service.js';

/** Who works with the town. */
@Resolver(() => People)
export class PeopleResolver {
  constructor(
    private readonly service: PeopleService,
    private readonly accounts: AccountService,
  ) {}

  @Query(() => People)
  @Asks()
  people(): Promise<People> {
    return this.service.list();
  }

  @Mutation(() => People)
  @Asks()
  async grantRole(@Args('grant') grant: GrantInput): Promise<People> {
    await this.service.grant(grant);
    return this.service.list();
  }

  @Mutation(() => People)
  @Asks()
  async endRole(@Args('id', { type: () => ID }) id: string): Promise<People> {
    await this.accounts.endRole(id);
    return this.service.list();
  }
}
