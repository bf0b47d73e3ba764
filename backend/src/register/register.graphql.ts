import { Field, Int, ObjectType } from '@nestjs/graphql';

import { Public } from '../platform/authorize.js';

/** What a check of a receipt found; nothing of it is kept. */
@ObjectType()
@Public()
export class ReceiptCheck {
  @Field({ description: 'Whether the signature is ours and every signed byte as it was.' })
  isGenuine!: boolean;

  @Field(() => Boolean, { nullable: true })
  isContentRight!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Null where the document carries no proof.' })
  isInRegister!: boolean | null;

  @Field()
  isSealed!: boolean;

  @Field(() => Int, { nullable: true })
  index!: number | null;

  @Field(() => [String])
  problems!: string[];

  @Field(() => String, { nullable: true })
  number!: string | null;

  @Field(() => String, { nullable: true, description: 'UTC instant.' })
  receivedAt!: string | null;

  @Field(() => Boolean, { nullable: true })
  isInTime!: boolean | null;

  @Field(() => String, { nullable: true })
  procedureTitle!: string | null;

  @Field(() => String, { nullable: true })
  town!: string | null;
}
