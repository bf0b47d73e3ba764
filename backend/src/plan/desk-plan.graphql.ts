import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsIn, IsObject, IsUUID, Length, Matches, MaxLength } from 'class-validator';

import { Guarded } from '../platform/authorize.js';
import { Json } from '../platform/scalars.js';
import { canWorkAtDesk } from '../procedure/procedure.policy.js';
import { DOCUMENT_KINDS, type DocumentKind } from './plan.entity.js';

const isStaff = (actor: Parameters<typeof canWorkAtDesk>[0]) => canWorkAtDesk(actor, null);

@ObjectType()
@Guarded(isStaff)
export class DeskDocumentVersion {
  @Field(() => Int)
  version!: number;

  @Field()
  language!: string;

  @Field(() => Int)
  pages!: number;

  @Field(() => Int, { description: 'Bytes.' })
  size!: number;

  @Field()
  sha256!: string;

  @Field(() => String, { nullable: true, description: 'UTC; null while it is only prepared.' })
  laidOutAt!: string | null;

  @Field(() => String, { nullable: true })
  takenDownAt!: string | null;

  @Field(() => String, { nullable: true })
  takenDownReason!: string | null;
}

@ObjectType()
@Guarded(isStaff)
export class DeskDocument {
  @Field(() => ID)
  id!: string;

  @Field()
  key!: string;

  @Field()
  title!: string;

  @Field()
  kind!: string;

  @Field(() => [DeskDocumentVersion], { description: 'Newest first.' })
  versions!: DeskDocumentVersion[];
}

/** A file that is checked and waits for a name. */
@ObjectType()
@Guarded(isStaff)
export class DeskUpload {
  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;

  @Field(() => Int)
  pages!: number;

  @Field(() => Int, { description: 'Bytes.' })
  size!: number;
}

@ObjectType()
@Guarded(isStaff)
export class DeskText {
  @Field()
  key!: string;

  @Field()
  title!: string;

  @Field(() => Int, { description: '0 while it is written for the first time.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'UTC; null while it is only prepared.' })
  laidOutAt!: string | null;

  @Field(() => String, { nullable: true, description: 'UTC; since when a next version is being written.' })
  draftAt!: string | null;
}

@ObjectType()
@Guarded(isStaff)
export class DeskFeature {
  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;

  @Field()
  kind!: string;

  @Field()
  note!: string;

  @Field(() => Json)
  geometry!: object;
}

@ObjectType()
@Guarded(isStaff)
export class DeskLayer {
  @Field(() => ID)
  id!: string;

  @Field()
  title!: string;

  @Field()
  url!: string;

  @Field()
  layers!: string;
}

/** What is laid out or prepared in one procedure, as the staff works on it. */
@ObjectType()
@Guarded(isStaff)
export class DeskPlan {
  @Field(() => ID)
  procedureId!: string;

  @Field({ description: 'Whether what is added is laid out at once.' })
  isPublic!: boolean;

  @Field(() => [DeskDocument])
  documents!: DeskDocument[];

  @Field(() => [DeskUpload])
  uploads!: DeskUpload[];

  @Field(() => [DeskText])
  texts!: DeskText[];

  @Field(() => Json, { nullable: true })
  outline!: object | null;

  @Field(() => [DeskFeature])
  features!: DeskFeature[];

  @Field(() => [DeskLayer])
  layers!: DeskLayer[];
}

@ObjectType()
@Guarded(isStaff)
export class DeskDiffPart {
  @Field({ description: 'same, added or removed.' })
  kind!: string;

  @Field()
  text!: string;
}

/** A block of a text; against the version before where there is one. */
@ObjectType()
@Guarded(isStaff)
export class DeskBlock {
  @Field({ description: 'heading, paragraph or removed.' })
  kind!: string;

  @Field(() => Int, { nullable: true })
  level!: number | null;

  @Field(() => ID, { nullable: true })
  id!: string | null;

  @Field(() => Int, { nullable: true })
  number!: number | null;

  @Field()
  text!: string;

  @Field(() => String, { nullable: true })
  plain!: string | null;

  @Field(() => String, { nullable: true, description: 'same, changed or added.' })
  change!: string | null;

  @Field(() => [DeskDiffPart], { nullable: true })
  diff!: DeskDiffPart[] | null;
}

@ObjectType()
@Guarded(isStaff)
export class DeskTextDetail extends DeskText {
  @Field(() => ID)
  procedureId!: string;

  @Field({ description: 'In the format in which it is written.' })
  source!: string;

  @Field({ description: 'Whether what is written says the same as the last version.' })
  isUnchanged!: boolean;

  @Field(() => [DeskBlock], {
    description: 'What is being written against the last version, or that version.',
  })
  blocks!: DeskBlock[];
}

@InputType()
export class DocumentWords {
  @Field()
  @Length(1, 300)
  title!: string;

  @Field(() => String)
  @IsIn(DOCUMENT_KINDS)
  kind!: DocumentKind;
}

@InputType()
export class DocumentNaming extends DocumentWords {
  @Field(() => ID)
  @IsUUID()
  upload!: string;

  @Field()
  @Matches(/^[a-z]{2}(-x-leicht)?$/)
  language!: string;
}

@InputType()
export class FeatureInput {
  @Field()
  @Length(1, 300)
  name!: string;

  @Field()
  @MaxLength(40)
  kind!: string;

  @Field()
  @MaxLength(500)
  note!: string;
}

@InputType()
export class FeatureDraft extends FeatureInput {
  @Field(() => Json, { description: 'GeoJSON in WGS84.' })
  @IsObject()
  geometry!: object;
}

@InputType()
export class LayerInput {
  @Field()
  @Length(1, 200)
  title!: string;

  @Field()
  @Length(1, 1_000)
  url!: string;

  @Field()
  @Length(1, 1_000)
  layers!: string;
}
