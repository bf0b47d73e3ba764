import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsInt,
  IsNumber,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import { Guarded } from '../platform/authorize.js';
import { isDisclosed } from '../statement/statement.policy.js';

const MAX_AREAS = 400;
const MAX_WORDS = 200;

/** A black rectangle, in per cent of the page from its upper left corner. */
@InputType()
export class AreaInput {
  @Field(() => Int)
  @IsInt()
  @Min(1)
  @Max(1_000)
  page!: number;

  @Field(() => Float)
  @IsNumber()
  @Min(0)
  @Max(100)
  left!: number;

  @Field(() => Float)
  @IsNumber()
  @Min(0)
  @Max(100)
  top!: number;

  @Field(() => Float)
  @IsNumber()
  @Min(0)
  @Max(100)
  width!: number;

  @Field(() => Float)
  @IsNumber()
  @Min(0)
  @Max(100)
  height!: number;
}

@InputType()
export class ChosenFileInput {
  @Field(() => ID)
  @IsUUID()
  uploadId!: string;

  @Field(() => [AreaInput])
  @ValidateNested({ each: true })
  @Type(() => AreaInput)
  @ArrayMaxSize(MAX_AREAS)
  areas!: AreaInput[];
}

@InputType()
export class ProposalInput {
  /** The text with its marks: `Ich, ⟦Anna Albrecht⟧, bitte …`. */
  @Field()
  @Length(1, 60_000)
  source!: string;

  /** Suggested words that were accepted: marked wherever they stand. */
  @Field(() => [String])
  @MaxLength(300, { each: true })
  @ArrayMaxSize(MAX_WORDS)
  words!: string[];

  /** Who speaks, without a name: „Bürgerin oder Bürger“. */
  @Field()
  @Length(1, 120)
  authorLabel!: string;

  @Field(() => [ChosenFileInput])
  @ValidateNested({ each: true })
  @Type(() => ChosenFileInput)
  @ArrayMaxSize(10)
  files!: ChosenFileInput[];
}

@ObjectType()
@Guarded(isDisclosed)
export class RedactionSuggestion {
  isDisclosed!: true;

  @Field({ description: 'name, address, phone, mail, iban, plate.' })
  kind!: string;

  @Field()
  text!: string;
}

@ObjectType()
@Guarded(isDisclosed)
export class RedactionArea {
  isDisclosed!: true;

  @Field(() => Int)
  page!: number;

  @Field(() => Float)
  left!: number;

  @Field(() => Float)
  top!: number;

  @Field(() => Float)
  width!: number;

  @Field(() => Float)
  height!: number;
}

/** An attachment and whether it is to be published. */
@ObjectType()
@Guarded(isDisclosed)
export class RedactionFile {
  isDisclosed!: true;

  @Field(() => ID)
  uploadId!: string;

  @Field()
  name!: string;

  @Field(() => Int, { description: '0 where the file cannot be published.' })
  pages!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The copy that was made of it; null where it stays inside.',
  })
  copyId!: string | null;

  @Field(() => [RedactionArea])
  areas!: RedactionArea[];
}

@ObjectType()
@Guarded(isDisclosed)
export class RedactionAbilities {
  isDisclosed!: true;

  @Field()
  propose!: boolean;

  @Field()
  release!: boolean;

  @Field()
  sendBack!: boolean;

  @Field()
  retract!: boolean;
}

/** The copy of a statement as the desk makes it. */
@ObjectType('Redaction')
@Guarded(isDisclosed)
export class RedactionType {
  isDisclosed!: true;

  @Field({ description: 'none, proposed, sent-back, shown, objected, published, retracted.' })
  state!: string;

  @Field({ description: 'The text with its marks.' })
  source!: string;

  @Field({ description: 'As the public will read it.' })
  copy!: string;

  @Field({ description: 'Whether the copy says what the original says, but for the marks.' })
  isVerbatim!: boolean;

  @Field(() => String, { nullable: true })
  authorLabel!: string | null;

  @Field(() => String, { nullable: true })
  proposedAt!: string | null;

  @Field(() => String, { nullable: true })
  proposedBy!: string | null;

  @Field(() => String, { nullable: true })
  approvedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was sent back, objected to or retracted.' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'UTC; until then the author may object.' })
  objectUntil!: string | null;

  @Field({ description: 'Whether another person has to release.' })
  fourEyes!: boolean;

  @Field(() => [RedactionSuggestion])
  suggestions!: RedactionSuggestion[];

  @Field(() => [RedactionFile])
  files!: RedactionFile[];

  @Field(() => RedactionAbilities)
  can!: RedactionAbilities;
}

@ObjectType()
@Guarded(isDisclosed)
export class ShownFile {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;
}

/** What the author sees of the copy before it is public. */
@ObjectType()
@Guarded(isDisclosed)
export class ShownCopy {
  isDisclosed!: true;

  @Field()
  text!: string;

  @Field()
  authorLabel!: string;

  @Field(() => [ShownFile])
  files!: ShownFile[];

  @Field({ description: 'UTC.' })
  objectUntil!: string;

  @Field(() => String, { nullable: true })
  objectedAt!: string | null;

  @Field()
  canObject!: boolean;
}

/** A copy in work, in the list of the desk. */
@ObjectType()
@Guarded(isDisclosed)
export class ReleaseLine {
  isDisclosed!: true;

  @Field()
  number!: string;

  @Field()
  procedureTitle!: string;

  @Field()
  state!: string;

  @Field()
  proposedAt!: string;

  @Field(() => String, { nullable: true })
  proposedBy!: string | null;

  @Field(() => String, { nullable: true })
  objectUntil!: string | null;
}
