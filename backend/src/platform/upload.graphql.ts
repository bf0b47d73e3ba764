import { Field, ID, InputType } from '@nestjs/graphql';
import { IsUUID, Length } from 'class-validator';

@InputType()
export class UploadClaim {
  @Field(() => ID)
  @IsUUID()
  id!: string;

  /** Proves that the sender uploaded the file. */
  @Field()
  @Length(32, 32)
  token!: string;
}
