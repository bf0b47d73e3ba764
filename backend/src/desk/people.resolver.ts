import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';

import { AccountService } from '../account/account.service.js';
import { Asks } from '../platform/authorize.js';
import { Granted, GrantInput, People } from './people.graphql.js';
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

  @Mutation(() => Granted, { description: 'Grants at once, or invites who has not signed in here yet.' })
  @Asks()
  grantRole(@Args('grant') grant: GrantInput): Promise<Granted> {
    return this.service.grant(grant);
  }

  @Mutation(() => People)
  @Asks()
  async endRole(@Args('id', { type: () => ID }) id: string): Promise<People> {
    await this.accounts.endRole(id);
    return this.service.list();
  }
}
