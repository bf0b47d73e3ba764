import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';

import { Guarded, Public } from '../platform/authorize.js';
import { canReadAccount } from './account.policy.js';

export enum AccountAssurance {
  none = 'none',
  email = 'email',
  substantial = 'substantial',
  high = 'high',
}
registerEnumType(AccountAssurance, { name: 'AccountAssurance' });

/** A town that somebody works for. */
@ObjectType()
@Public()
export class OwnTown {
  @Field()
  name!: string;

  /** Of its portal, without a path. */
  @Field()
  address!: string;

  /** Whether it is the one on this host. */
  @Field()
  isHere!: boolean;
}

/** What people see of their own account. */
@ObjectType('Account')
@Guarded(canReadAccount)
export class AccountType {
  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;

  /** The confirmed e-mail address, or null. */
  @Field(() => String, { nullable: true })
  mail!: string | null;

  @Field(() => AccountAssurance)
  assurance!: AccountAssurance;

  /** The roles that count on this host. */
  @Field(() => [String])
  roles!: readonly string[];
}
