import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';

import { Guarded } from '../platform/authorize.js';
import { Json } from '../platform/scalars.js';
import { isDisclosed } from '../statement/statement.policy.js';

/** What became of a place on the plan since somebody spoke to it. */
export type Since = 'same' | 'changed' | 'gone';

/** A place that a statement speaks to, in the version that its sender saw. */
@ObjectType()
@Guarded(isDisclosed)
export class CaseSpot {
  isDisclosed!: true;

  @Field(() => String, { description: '`paragraph`, `document` or `area`.' })
  kind!: 'paragraph' | 'document' | 'area';

  @Field(() => ID, { nullable: true })
  id!: string | null;

  @Field(() => String, { nullable: true, description: 'The last part of its address.' })
  key!: string | null;

  @Field(() => Int, { nullable: true, description: 'The version that the sender saw.' })
  version!: number | null;

  @Field(() => Int, { nullable: true, description: 'The newest version that is laid out.' })
  newest!: number | null;

  @Field(() => String, { description: '`same`, `changed` or `gone` in what is laid out now.' })
  since!: Since;
}

@ObjectType()
@Guarded(isDisclosed)
export class CaseFileType {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;

  @Field(() => Float, { description: 'Bytes.' })
  size!: number;

  @Field(() => String, { nullable: true, description: 'Null until it is scanned.' })
  scan!: 'clean' | 'infected' | 'unscanned' | null;
}

/** What stands around a statement: places, files, neighbours. */
@ObjectType()
@Guarded(isDisclosed)
export class CaseDetail {
  isDisclosed!: true;

  @Field(() => [CaseSpot])
  places!: CaseSpot[];

  @Field(() => Json, {
    nullable: true,
    description: 'Where it was taken over from: number, entry, dialogue, category, ratings, takenAt (UTC).',
  })
  origin!: object | null;

  @Field(() => [CaseFileType])
  files!: CaseFileType[];

  @Field(() => String, { nullable: true, description: 'The number of the one that came in next.' })
  newer!: string | null;

  @Field(() => String, { nullable: true, description: 'The number of the one that came in before.' })
  older!: string | null;

  @Field({ description: 'Whether the receipt may be handed out to the sender.' })
  mayHandOut!: boolean;
}
