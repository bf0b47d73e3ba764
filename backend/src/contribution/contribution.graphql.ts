import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsOptional,
  IsUUID,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { Point } from 'geojson';

import { Guarded, Public } from '../platform/authorize.js';
import { IsMailAddress } from '../platform/mail-address.js';
import { Json } from '../platform/scalars.js';
import { MAX_FILES } from '../platform/upload.entity.js';
import { UploadClaim } from '../platform/upload.graphql.js';
import { MAX_COMMENT, MAX_CONTRIBUTION, RATINGS } from './contribution.entity.js';
import { isDisclosedToAuthor } from './contribution.policy.js';

@InputType()
export class ContributionInput {
  /** Made by the browser when the draft begins; the same id again gives the same receipt. */
  @Field(() => ID)
  @IsUUID()
  id!: string;

  /** The last part of the procedure's address. */
  @Field()
  @MaxLength(80)
  procedure!: string;

  /** The last part of the dialogue's address. */
  @Field()
  @MaxLength(60)
  dialogue!: string;

  @Field()
  @MaxLength(160)
  title!: string;

  @Field()
  @MaxLength(MAX_CONTRIBUTION)
  text!: string;

  /** One of the dialogue's. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(80)
  category?: string;

  /** A point in GeoJSON, WGS84. */
  @Field(() => Json, { nullable: true })
  @IsOptional()
  place?: Point;

  @Field(() => [UploadClaim], { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => UploadClaim)
  @ArrayMaxSize(MAX_FILES)
  files?: UploadClaim[];

  /** What stands beside the contribution; none is fine. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(80)
  authorName?: string;

  /** Shown to nobody: where the author is told what became of it. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsMailAddress()
  @MaxLength(254)
  email?: string;
}

/** What a form says of the device that sends it; asked for only where very much comes from one network. */
@InputType()
export class PassageInput {
  /** The solved task, as ALTCHA writes it. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(4_000)
  proof?: string;

  /** Whether scripts run there, so that it could solve one. */
  @Field(() => Boolean, { defaultValue: false })
  @IsBoolean()
  hasScripts!: boolean;
}

@InputType()
export class CommentInput {
  @Field(() => ID)
  @IsUUID()
  id!: string;

  @Field(() => ID)
  @IsUUID()
  contribution!: string;

  /** The comment that is answered. */
  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsUUID()
  parent?: string;

  @Field()
  @Length(1, MAX_COMMENT)
  text!: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(80)
  authorName?: string;

  /** Shown to nobody: where the author is told what became of it. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsMailAddress()
  @MaxLength(254)
  email?: string;
}

@InputType()
export class RatingInput {
  @Field(() => ID)
  @IsUUID()
  contribution!: string;

  @Field(() => String)
  @IsIn(Object.keys(RATINGS))
  value!: keyof typeof RATINGS;

  /** Made by the browser of somebody without an account, at their first rating. */
  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsUUID()
  voter?: string;
}

/** What opens the receipt of a contribution or a comment that has just arrived. */
@ObjectType()
@Public()
export class SentContribution {
  @Field({ description: 'The spoken number.' })
  number!: string;

  @Field()
  code!: string;

  @Field({ description: 'Whether somebody looks at it before it is shown.' })
  isWaiting!: boolean;
}

/** How a contribution stands with everybody who rated it. */
@ObjectType()
@Public()
export class Scores {
  @Field(() => Int)
  agree!: number;

  @Field(() => Int)
  neutral!: number;

  @Field(() => Int)
  disagree!: number;
}

/** A file as it was sent with a contribution. */
@ObjectType()
@Guarded(isDisclosedToAuthor)
export class SentFile {
  isDisclosed!: true;

  @Field()
  name!: string;

  @Field(() => Int, { description: 'Bytes.' })
  size!: number;

  @Field({ description: 'Hex.' })
  sha256!: string;

  @Field({
    description: 'waiting until it is scanned, then shown, withheld or staff: what only the town reads.',
  })
  state!: string;
}

/** A contribution or a comment as its author keeps it. */
@ObjectType()
@Guarded(isDisclosedToAuthor)
export class ContributionReceipt {
  isDisclosed!: true;

  @Field({ description: 'contribution or comment.' })
  kind!: string;

  @Field()
  procedureSlug!: string;

  @Field()
  procedureTitle!: string;

  @Field()
  dialogueKey!: string;

  @Field({ description: 'The number of the contribution itself, or of the one that is commented on.' })
  contributionNumber!: string;

  @Field()
  number!: string;

  @Field()
  code!: string;

  @Field({ description: 'Of the contribution, or of the one that is commented on.' })
  title!: string;

  @Field()
  text!: string;

  @Field(() => Json, { nullable: true, description: 'A point in GeoJSON, WGS84.' })
  place!: object | null;

  @Field(() => [SentFile])
  files!: SentFile[];

  @Field({ description: 'waiting, shown or hidden.' })
  standing!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why it is hidden or redacted, as everybody reads it.',
  })
  hiddenReason!: string | null;

  @Field(() => String, { nullable: true, description: 'What is shown instead of the original words.' })
  redactedText!: string | null;

  @Field({ description: 'UTC, with milliseconds.' })
  receivedAt!: string;

  @Field(() => Boolean, { description: 'Whether the register has sealed the entry.' })
  isSealed!: boolean;

  @Field({
    description: 'The receipt as JSON text: signature, entry, proof of inclusion once sealed, content.',
  })
  receiptJson!: string;
}
