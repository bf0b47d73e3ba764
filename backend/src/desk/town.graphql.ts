import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsBoolean, IsOptional, Length, Max, MaxLength, Min, ValidateIf } from 'class-validator';

import { Guarded } from '../platform/authorize.js';
import { IsMailAddress } from '../platform/mail-address.js';
import { Json } from '../platform/scalars.js';
import { canEditTown } from '../tenant/tenant.policy.js';

const mayEdit = (actor: Parameters<typeof canEditTown>[0]) => canEditTown(actor, null);
const LONGEST_TEXT = 50_000;

@ObjectType()
@Guarded(mayEdit)
export class TownRules {
  @Field({
    description: 'One person redacts a copy, another one releases it, wherever the town has two who may.',
  })
  releaseByTwo!: boolean;

  @Field(() => Int, {
    description: 'In which an author may object before a copy is published; 0 does not ask.',
  })
  objectionDays!: number;
}

/** All that a town sets for its portal, as it is now. */
@ObjectType()
@Guarded(mayEdit)
export class TownSettings {
  @Field(() => Int, { description: 'To be given back when something is set.' })
  version!: number;

  @Field()
  slug!: string;

  @Field()
  name!: string;

  @Field()
  fullName!: string;

  @Field()
  claim!: string;

  @Field({ description: '#rrggbb' })
  colour!: string;

  @Field(() => String, { nullable: true, description: 'A path on the town’s host.' })
  picture!: string | null;

  @Field()
  pictureAlt!: string;

  @Field(() => Json)
  contact!: object;

  @Field({ description: 'A subset of Markdown.' })
  imprint!: string;

  @Field({ description: 'A subset of Markdown.' })
  privacy!: string;

  @Field({ description: 'A subset of Markdown.' })
  accessibility!: string;

  @Field({
    description: 'A subset of Markdown: the own rules of the dialogue, or those that come with the product.',
  })
  dialogueRules!: string;

  @Field(() => Json, { description: 'What a new procedure begins with.' })
  defaults!: object;

  @Field(() => TownRules)
  rules!: TownRules;
}

@ObjectType()
@Guarded(mayEdit)
export class TownChange {
  @Field({ description: 'The name of the field; of a part as `contact.phone`.' })
  field!: string;

  @Field()
  before!: string;

  @Field()
  after!: string;
}

/** The settings as they were set once. */
@ObjectType('TownVersion')
@Guarded(mayEdit)
export class TownVersionType {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  number!: number;

  @Field({ description: 'UTC.' })
  at!: string;

  @Field(() => String, { nullable: true, description: 'Who set it; null for what came with the town.' })
  by!: string | null;

  @Field({ description: 'The page on which it was set, `begun` or `restored`.' })
  part!: string;

  @Field(() => Int, { nullable: true })
  restoredFrom!: number | null;

  @Field(() => [TownChange])
  changes!: TownChange[];
}

@ObjectType()
@Guarded(mayEdit)
export class TownHistory {
  @Field(() => [TownVersionType], { description: 'Newest first.' })
  versions!: TownVersionType[];

  @Field(() => Int, { nullable: true, description: 'Where the next page begins.' })
  next!: number | null;
}

@InputType()
export class TownLookInput {
  @Field()
  @Length(1, 80)
  name!: string;

  @Field()
  @Length(1, 120)
  fullName!: string;

  @Field()
  @Length(1, 300)
  claim!: string;

  @Field({ description: '#rrggbb; refused where it cannot be read.' })
  @MaxLength(7)
  colour!: string;
}

@InputType()
export class TownContactInput {
  @Field()
  @Length(1, 120)
  name!: string;

  @Field()
  @Length(1, 120)
  role!: string;

  @Field()
  @Length(3, 40)
  phone!: string;

  @Field()
  @IsMailAddress()
  @MaxLength(254)
  mail!: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(120)
  street?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(10)
  postcode?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(120)
  place?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(300)
  hours?: string | null;
}

@InputType()
export class TownLegalInput {
  @Field()
  @Length(1, LONGEST_TEXT)
  imprint!: string;

  @Field()
  @Length(1, LONGEST_TEXT)
  privacy!: string;

  @Field()
  @Length(1, LONGEST_TEXT)
  accessibility!: string;

  @Field(() => String, { nullable: true, description: 'Empty for those that come with the product.' })
  @IsOptional()
  @MaxLength(LONGEST_TEXT)
  dialogueRules?: string | null;
}

/** Each may be empty: then it is asked for each time. */
@InputType()
export class TownDefaultsInput {
  @Field()
  @MaxLength(500)
  post!: string;

  @Field()
  @MaxLength(500)
  inPerson!: string;

  @Field()
  @MaxLength(500)
  phoneForRecord!: string;

  @Field()
  @MaxLength(1_000)
  otherAccess!: string;

  @Field()
  @MaxLength(1_000)
  answerClosing!: string;

  @Field()
  @MaxLength(2_000)
  noticeFooter!: string;

  @Field()
  @MaxLength(120)
  contactName!: string;

  @Field()
  @MaxLength(120)
  contactRole!: string;

  @Field()
  @MaxLength(40)
  contactPhone!: string;

  @Field()
  @ValidateIf(({ contactMail }: TownDefaultsInput) => contactMail !== '')
  @IsMailAddress()
  contactMail!: string;
}

@InputType()
export class TownRulesInput {
  @Field()
  @IsBoolean()
  releaseByTwo!: boolean;

  @Field(() => Int)
  @Min(0)
  @Max(30)
  objectionDays!: number;
}

/** A new picture: a file in quarantine, or a drawing as SVG; none of both keeps the picture. */
@InputType()
export class TownPictureInput {
  @Field(() => ID, { nullable: true })
  @IsOptional()
  @Length(36, 36)
  fileId?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(64)
  fileToken?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(200_000)
  svg?: string | null;

  @Field({ description: 'Takes the picture away.' })
  @IsBoolean()
  remove!: boolean;

  @Field()
  @MaxLength(255)
  alt!: string;
}
