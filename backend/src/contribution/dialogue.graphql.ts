import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsIn,
  IsOptional,
  IsUrl,
  IsUUID,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';

import { Guarded } from '../platform/authorize.js';
import { Json } from '../platform/scalars.js';
import { isDisclosedToAuthor } from './contribution.policy.js';
import {
  MODERATIONS,
  OPEN_TO,
  SUBJECT_KINDS,
  type Moderation,
  type OpenTo,
  type Subject,
} from './dialogue.entity.js';

@InputType()
export class SubjectInput {
  @Field(() => String)
  @IsIn(SUBJECT_KINDS)
  kind!: Subject['kind'];

  /** Of the document or the structured text that is spoken about. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(60)
  key?: string;

  /** Where the film is; it is linked, never loaded from there. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsUrl({ protocols: ['https'], require_protocol: true })
  @MaxLength(500)
  address?: string;

  /** The picture, as the upload answered it. */
  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsUUID()
  fileId?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(100)
  fileToken?: string;

  /** What the picture says to those who do not see it. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(500)
  alt?: string;
}

@InputType()
export class DialogueInput {
  @Field()
  @Length(3, 160)
  title!: string;

  /** Markdown. */
  @Field()
  @MaxLength(4_000)
  lead!: string;

  @Field(() => SubjectInput)
  @ValidateNested()
  @Type(() => SubjectInput)
  subject!: SubjectInput;

  @Field(() => [String])
  @ArrayMaxSize(20)
  @MaxLength(80, { each: true })
  categories!: string[];

  @Field(() => String)
  @IsIn(MODERATIONS)
  moderation!: Moderation;

  @Field(() => String)
  @IsIn(OPEN_TO)
  contributeBy!: OpenTo;

  @Field(() => String)
  @IsIn(OPEN_TO)
  rateBy!: OpenTo;
}

/** A dialogue as it is set up. */
@ObjectType()
@Guarded(isDisclosedToAuthor)
export class DeskDialogue {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field({ description: 'The last part of its address.' })
  key!: string;

  @Field()
  title!: string;

  @Field()
  lead!: string;

  @Field(() => Json)
  subject!: object;

  @Field(() => [String])
  categories!: string[];

  @Field()
  moderation!: string;

  @Field()
  contributeBy!: string;

  @Field()
  rateBy!: string;
}
