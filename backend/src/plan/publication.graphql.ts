import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { IsISO8601, IsOptional, MaxLength } from 'class-validator';

import { Guarded } from '../platform/authorize.js';
import { canWorkAtDesk } from '../procedure/procedure.policy.js';

/** One thing that a procedure needs before it may become public. */
@ObjectType()
@Guarded((actor) => canWorkAtDesk(actor, null))
export class RequirementType {
  @Field({ description: 'Also the message key.' })
  code!: string;

  @Field({ description: 'done, missing (blocks) or later.' })
  state!: string;

  @Field(() => String, { nullable: true, description: 'Where the law asks for it.' })
  paragraph!: string | null;

  @Field({ description: 'The page of the set-up on which it is done.' })
  step!: string;
}

@InputType()
export class PublicationInput {
  /** UTC; without it: now. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsISO8601({ strict: true })
  at?: string;

  /** Why it becomes public although something obligatory is missing. */
  @Field({ defaultValue: '' })
  @MaxLength(2_000)
  reason: string = '';
}
