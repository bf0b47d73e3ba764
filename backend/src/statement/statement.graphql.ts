import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import { Guarded, Public } from '../platform/authorize.js';
import { IsMailAddress } from '../platform/mail-address.js';
import { Json } from '../platform/scalars.js';
import { MAX_FILES } from '../platform/upload.entity.js';
import { UploadClaim } from '../platform/upload.graphql.js';
import { MAX_TEXT, type Channel } from './content.js';
import { isDisclosed } from './statement.policy.js';

@InputType()
export class AboutInput {
  /** Identity of a paragraph of the plan's text. */
  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsUUID()
  paragraphId?: string;

  /** A document, together with `page`. */
  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsUUID()
  documentId?: string;

  @Field(() => Int, { nullable: true })
  @IsOptional()
  @IsInt()
  @Min(1)
  page?: number;

  /** A named area, line or point of the drawing, chosen from the list. */
  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsUUID()
  featureId?: string;

  /** A point, line or area drawn on the map, as GeoJSON in WGS84. */
  @Field(() => Json, { nullable: true })
  @IsOptional()
  geometry?: object;
}

@InputType()
export class AuthorInput {
  @Field()
  @IsIn(['person', 'organisation'])
  kind!: 'person' | 'organisation';

  @Field()
  @IsBoolean()
  isAnonymous!: boolean;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(200)
  name?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(200)
  organisation?: string;

  /** A registered institution that the sender speaks for; its name then is the organisation. */
  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsUUID()
  institution?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(200)
  street?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(10)
  postcode?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(120)
  place?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsMailAddress()
  @MaxLength(254)
  email?: string;

  @Field()
  @IsIn(['email', 'post', 'none'])
  answerBy!: 'email' | 'post' | 'none';
}

/** How something came in that the staff types in. */
@InputType()
export class EntryInput {
  @Field(() => String)
  @IsIn(['letter', 'mail', 'minutes'])
  channel!: Exclude<Channel, 'web' | 'dialogue'>;

  /** A local date in Berlin. */
  @Field()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  receivedOn!: string;

  /** The time in Berlin, `HH:MM`; without it a letter counts at noon of its day. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/)
  receivedTime?: string;
}

@InputType()
export class SubmitStatementInput {
  /** Made by the browser when the draft begins; the same id again gives the same receipt. */
  @Field(() => ID)
  @IsUUID()
  id!: string;

  /** The last part of the procedure's address. */
  @Field()
  @IsString()
  @MaxLength(80)
  procedure!: string;

  @Field()
  @IsString()
  @MaxLength(MAX_TEXT)
  text!: string;

  @Field(() => AboutInput)
  @ValidateNested()
  @Type(() => AboutInput)
  about!: AboutInput;

  @Field(() => [UploadClaim])
  @ValidateNested({ each: true })
  @Type(() => UploadClaim)
  @ArrayMaxSize(MAX_FILES)
  files!: UploadClaim[];

  @Field(() => AuthorInput)
  @ValidateNested()
  @Type(() => AuthorInput)
  author!: AuthorInput;

  @Field()
  @IsBoolean()
  mayPublish!: boolean;
}

/** What opens the receipt of a statement that has just arrived. */
@ObjectType()
@Public()
export class SubmittedStatement {
  @Field({ description: 'The spoken number.' })
  number!: string;

  @Field()
  code!: string;
}

@ObjectType('StatementFile')
@Guarded(isDisclosed)
export class StatementFileType {
  isDisclosed!: true;

  @Field()
  name!: string;

  @Field(() => Float, { description: 'Bytes.' })
  size!: number;

  @Field()
  sha256!: string;
}

@ObjectType('StatementAbilities')
@Guarded(isDisclosed)
export class StatementAbilities {
  isDisclosed!: true;

  @Field()
  withdraw!: boolean;
}

/** One statement for those who may see it: who is signed in as its sender, or holds number and code. */
@ObjectType('Statement')
@Guarded(isDisclosed)
export class StatementType {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field()
  number!: string;

  @Field({ description: 'Opens the receipt together with the number, without an account.' })
  code!: string;

  @Field()
  procedureSlug!: string;

  @Field()
  procedureTitle!: string;

  @Field()
  text!: string;

  @Field(() => Json, { description: 'What it speaks to: paragraph, page or place.' })
  about!: object;

  @Field(() => [StatementFileType])
  files!: StatementFileType[];

  @Field()
  channel!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The registered institution in whose name it was sent.',
  })
  institution!: string | null;

  @Field()
  mayPublish!: boolean;

  @Field({ description: 'UTC, with milliseconds.' })
  receivedAt!: string;

  @Field()
  isLate!: boolean;

  @Field(() => String, { nullable: true, description: 'The last day of the period, a local date in Berlin.' })
  lastDay!: string | null;

  @Field(() => String, { nullable: true })
  withdrawnAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Local date in Berlin on which a redacted copy was released.',
  })
  releasedOn!: string | null;

  @Field(() => Boolean, { description: 'Whether the register has sealed the entry.' })
  isSealed!: boolean;

  @Field({
    description: 'The receipt as JSON text: signature, entry, proof of inclusion once sealed, content.',
  })
  receiptJson!: string;

  @Field(() => StatementAbilities)
  can!: StatementAbilities;
}
