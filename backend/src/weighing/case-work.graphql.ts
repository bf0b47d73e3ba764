import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsOptional, Length, Matches, MaxLength } from 'class-validator';

import { Guarded } from '../platform/authorize.js';
import { isDisclosed } from '../statement/statement.policy.js';

/** So many at once: a page of the list. */
const MOST = 100;

/** What is handed over; a field that is missing stays as it is. */
@InputType()
export class WorkInput {
  @Field(() => [String])
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST)
  @MaxLength(40, { each: true })
  numbers!: string[];

  /** An account of the staff; `nobody` takes it from whoever has it. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(36)
  assignee?: string | null;

  /** A local date in Berlin; empty takes it away. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Matches(/^(\d{4}-\d{2}-\d{2})?$/)
  dueOn?: string | null;
}

@InputType()
export class CaseViewInput {
  @Field()
  @Length(1, 60)
  name!: string;

  @Field()
  @MaxLength(500)
  query!: string;
}

@ObjectType()
@Guarded(isDisclosed)
export class HandedOver {
  isDisclosed!: true;

  @Field(() => ID, { description: 'For undoing it.' })
  id!: string;

  @Field(() => Int)
  count!: number;
}

/** Somebody of the staff who may be given work. */
@ObjectType()
@Guarded(isDisclosed)
export class Colleague {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;
}

@ObjectType()
@Guarded(isDisclosed)
export class CaseViewType {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;

  @Field({ description: 'The part of the list’s address behind the question mark.' })
  query!: string;
}

/** A place of a plan that statements speak to. */
@ObjectType()
@Guarded(isDisclosed)
export class CasePlace {
  isDisclosed!: true;

  @Field({ description: '`document:<id>`, as the filter takes it.' })
  key!: string;

  @Field()
  title!: string;
}

@ObjectType()
@Guarded(isDisclosed)
export class CaseProcedure {
  isDisclosed!: true;

  @Field()
  slug!: string;

  @Field()
  title!: string;
}

/** What the list of statements can be narrowed by. */
@ObjectType()
@Guarded(isDisclosed)
export class CaseChoices {
  isDisclosed!: true;

  @Field(() => [CaseProcedure])
  procedures!: CaseProcedure[];

  @Field(() => [CasePlace])
  places!: CasePlace[];

  @Field(() => [Colleague])
  colleagues!: Colleague[];

  @Field(() => [CaseViewType])
  views!: CaseViewType[];

  @Field({ description: 'Whether who asks may hand work over.' })
  mayAssign!: boolean;
}

/** Who works on one statement. */
@ObjectType()
@Guarded(isDisclosed)
export class CaseWorkType {
  isDisclosed!: true;

  @Field(() => ID, { nullable: true })
  assignee!: string | null;

  @Field(() => String, { nullable: true })
  assigneeName!: string | null;

  @Field(() => String, { nullable: true, description: 'A local date in Berlin.' })
  dueOn!: string | null;

  @Field(() => [Colleague], { description: 'Who may be given it; empty for who may not hand it over.' })
  colleagues!: Colleague[];
}
