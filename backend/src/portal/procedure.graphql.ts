import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

import { Public } from '../platform/authorize.js';
import { Json } from '../platform/scalars.js';
import { ProcedureCard } from './portal.graphql.js';

@ObjectType()
@Public()
export class ProcedurePhase {
  @Field()
  kind!: string;

  @Field()
  title!: string;

  @Field()
  lawProfile!: string;

  @Field({ description: 'Local date in Berlin.' })
  firstDay!: string;

  @Field(() => String, { nullable: true, description: 'Local date in Berlin, inclusive.' })
  lastDay!: string | null;

  @Field({ description: 'UTC instant.' })
  startsAt!: string;

  @Field(() => String, { nullable: true, description: 'UTC instant; the first that is late.' })
  endsAt!: string | null;

  @Field(() => Json, { nullable: true })
  extension!: object | null;

  @Field(() => Json, {
    nullable: true,
    description: 'Since when and why the period does not run: since, reason.',
  })
  interruption!: object | null;
}

@ObjectType()
@Public()
export class PlanDocument {
  @Field(() => ID)
  id!: string;

  @Field()
  key!: string;

  @Field()
  title!: string;

  @Field()
  kind!: string;

  @Field()
  language!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => Int)
  pages!: number;

  @Field(() => Int, { description: 'Bytes.' })
  size!: number;

  @Field()
  sha256!: string;

  @Field({ description: 'UTC instant.' })
  laidOutAt!: string;

  @Field(() => String, { nullable: true })
  takenDownAt!: string | null;

  @Field()
  isCurrent!: boolean;
}

@ObjectType()
@Public()
export class PlanTextCard {
  @Field(() => ID)
  id!: string;

  @Field()
  key!: string;

  @Field()
  title!: string;

  @Field(() => Int)
  version!: number;

  @Field({ description: 'UTC instant.' })
  laidOutAt!: string;

  @Field(() => Int)
  paragraphs!: number;

  @Field(() => Int, { description: 'Paragraphs that differ from the version before.' })
  changes!: number;
}

@ObjectType()
@Public()
export class PlanFeature {
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
@Public()
export class PlanLayer {
  @Field(() => ID)
  id!: string;

  @Field()
  title!: string;

  @Field()
  url!: string;

  @Field()
  layers!: string;
}

@ObjectType()
@Public()
export class ProcedureDetail extends ProcedureCard {
  @Field()
  summary!: string;

  @Field()
  easy!: string;

  @Field()
  anonymousAllowed!: boolean;

  @Field(() => [ProcedurePhase])
  phases!: ProcedurePhase[];

  @Field(() => Json)
  contact!: object;

  @Field(() => Json)
  otherWays!: object;

  @Field()
  otherAccess!: string;

  @Field(() => Json, { description: 'List of {on, text}.' })
  log!: object;

  @Field(() => Json, { nullable: true })
  result!: object | null;

  @Field(() => Json, { nullable: true, description: 'The outline as GeoJSON geometry.' })
  outline!: object | null;

  @Field(() => [PlanDocument])
  documents!: PlanDocument[];

  @Field(() => [PlanTextCard])
  texts!: PlanTextCard[];

  @Field(() => [PlanFeature])
  features!: PlanFeature[];

  @Field(() => [PlanLayer])
  layers!: PlanLayer[];
}

@ObjectType()
@Public()
export class DiffPart {
  @Field({ description: 'same, added or removed.' })
  kind!: string;

  @Field()
  text!: string;
}

@ObjectType()
@Public()
export class PlanBlock {
  @Field({ description: 'heading, paragraph or removed.' })
  kind!: string;

  @Field(() => Int, { nullable: true })
  level!: number | null;

  @Field(() => ID, { nullable: true, description: 'Identity of the paragraph across versions.' })
  id!: string | null;

  @Field(() => Int, { nullable: true })
  number!: number | null;

  @Field()
  text!: string;

  @Field(() => String, { nullable: true, description: 'The same in plain words.' })
  plain!: string | null;

  @Field(() => String, { nullable: true, description: 'same, changed or added, against the version before.' })
  change!: string | null;

  @Field(() => [DiffPart], { nullable: true })
  diff!: DiffPart[] | null;

  @Field(() => Int, { description: 'Published voices on it.' })
  voices!: number;
}

@ObjectType()
@Public()
export class PlanTextDetail {
  @Field(() => ID)
  id!: string;

  @Field()
  key!: string;

  @Field()
  title!: string;

  @Field(() => Int)
  version!: number;

  @Field()
  isCurrent!: boolean;

  @Field()
  laidOutAt!: string;

  @Field(() => [Int])
  versions!: number[];

  @Field(() => [PlanBlock])
  blocks!: PlanBlock[];
}
