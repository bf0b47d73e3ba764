import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsOptional, IsUUID, Length, Matches, MaxLength } from 'class-validator';

import { Guarded } from '../platform/authorize.js';
import { Json } from '../platform/scalars.js';
import { isDisclosed } from '../statement/statement.policy.js';

/** Somebody who can work on a statement. */
@ObjectType()
@Guarded(isDisclosed)
export class CasePerson {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;
}

/** Who works on a statement until when. */
@ObjectType()
@Guarded(isDisclosed)
export class CaseWorkType {
  isDisclosed!: true;

  @Field(() => ID, { nullable: true })
  assigneeId!: string | null;

  @Field(() => String, { nullable: true, description: 'The name.' })
  assignee!: string | null;

  @Field(() => String, { nullable: true, description: 'A local date in Berlin.' })
  dueOn!: string | null;

  @Field(() => [CasePerson], { description: 'Whom it can be given to; empty for who may not give it.' })
  people!: CasePerson[];

  @Field()
  canAssign!: boolean;
}

/** What is to change; what is left out stays as it is. */
@InputType()
export class CaseAssignmentInput {
  /** The id of a person, or `nobody`. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Matches(/^(?:nobody|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)
  assignee?: string | null;

  /** A local date in Berlin, or `none`. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(10)
  dueOn?: string | null;
}

/** One change of many lines. */
@ObjectType()
@Guarded(isDisclosed)
export class CaseActionType {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'How many lines it changed, or gave back.' })
  count!: number;

  @Field()
  canUndo!: boolean;
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

/** A place on the plan that statements speak to. */
@ObjectType()
@Guarded(isDisclosed)
export class CasePlace {
  isDisclosed!: true;

  @Field({ description: 'As the filter `place` takes it.' })
  value!: string;

  @Field(() => Json)
  about!: object;
}

/** A filter under a name. */
@ObjectType()
@Guarded(isDisclosed)
export class CaseViewType {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;

  @Field({ description: 'The filter as the address of the list has it, without `?`.' })
  query!: string;
}

@ArgsType()
export class CaseChoicesArgs {
  /** The chosen procedure, by the last part of its address. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(80)
  procedure?: string;

  /** What has just been done. */
  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsUUID()
  action?: string;
}

/** What the list of statements can be narrowed by, and what can be done with its lines. */
@ObjectType()
@Guarded(isDisclosed)
export class CaseChoices {
  isDisclosed!: true;

  @Field(() => [CaseProcedure])
  procedures!: CaseProcedure[];

  @Field(() => [CasePlace], { description: 'Of the chosen procedure.' })
  places!: CasePlace[];

  @Field(() => [CasePerson])
  people!: CasePerson[];

  @Field(() => [CaseViewType])
  views!: CaseViewType[];

  @Field()
  canAssign!: boolean;

  @Field(() => CaseActionType, { nullable: true })
  action!: CaseActionType | null;
}

@ArgsType()
export class CaseViewArgs {
  @Field()
  @Length(1, 80)
  name!: string;

  /** The filter as the address of the list has it, without `?`. */
  @Field()
  @Matches(/^[\w=&%.+~*-]{0,1000}$/)
  query!: string;
}
