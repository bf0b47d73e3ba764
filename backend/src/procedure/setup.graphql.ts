import { ArgsType, Field, InputType, ObjectType } from '@nestjs/graphql';
import { IsBoolean, IsIn, IsOptional, Length, Matches, MaxLength } from 'class-validator';

import { Guarded } from '../platform/authorize.js';
import { ADDRESS } from './address.js';
import { LAW_PROFILES, type LawProfile } from './law.js';
import { PROCEDURE_KINDS, TOPICS, type ProcedureKind, type Topic } from './procedure.entity.js';
import { canWorkAtDesk } from './procedure.policy.js';

const isStaff = (actor: Parameters<typeof canWorkAtDesk>[0]) => canWorkAtDesk(actor, null);
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MAIL = /^$|^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

@InputType()
export class ProcedureStart {
  @Field(() => String)
  @IsIn(LAW_PROFILES)
  lawProfile!: LawProfile;

  @Field(() => String)
  @IsIn(PROCEDURE_KINDS)
  kind!: ProcedureKind;

  @Field()
  @Length(3, 200)
  title!: string;
}

/** What one page of the set-up changes; what is not given stays. */
@InputType()
export class ProcedureChange {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Length(3, 200)
  title?: string;

  /** The last part of the address; only as long as the procedure is not public. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Matches(ADDRESS)
  @Length(3, 80)
  address?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsIn(TOPICS)
  topic?: Topic;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(300)
  teaser?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(5_000)
  summary?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(200)
  placeLabel?: string;

  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  @IsBoolean()
  anonymousAllowed?: boolean;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(120)
  contactName?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(200)
  contactRole?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(60)
  contactPhone?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(320)
  @Matches(MAIL)
  contactMail?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(500)
  byPost?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(500)
  inPerson?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(200)
  byPhone?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(1_000)
  otherAccess?: string;

  /** Both days of the period together; local dates in Berlin. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Matches(DAY)
  firstDay?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @Matches(DAY)
  lastDay?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(20_000)
  notice?: string;
}

@InputType()
export class PeriodChange {
  /** A local date in Berlin, inclusive. */
  @Field()
  @Matches(DAY)
  lastDay!: string;

  /** The public reads it. */
  @Field()
  @Length(3, 1_000)
  reason!: string;
}

@InputType()
export class PeriodReason {
  /** The public reads it. */
  @Field()
  @Length(3, 1_000)
  text!: string;
}

@ArgsType()
export class PeriodQuestion {
  @Field(() => String)
  @IsIn(LAW_PROFILES)
  lawProfile!: LawProfile;

  @Field()
  @Matches(DAY)
  firstDay!: string;

  /** As somebody wants it; without it the law's proposal is looked at. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Matches(DAY)
  lastDay?: string;
}

@ObjectType()
@Guarded(isStaff)
export class StripDay {
  @Field({ description: 'Local date in Berlin.' })
  day!: string;

  @Field(() => String, { nullable: true, description: 'holiday, saturday, sunday or null.' })
  off!: string | null;
}

@ObjectType()
@Guarded(isStaff)
export class PeriodProblem {
  @Field()
  code!: string;

  @Field(() => String, { nullable: true })
  paragraph!: string | null;

  @Field()
  isFatal!: boolean;
}

/** A period as it is asked about, with what the law proposes and what it says against it. */
@ObjectType()
@Guarded(isStaff)
export class PeriodAnswer {
  @Field()
  firstDay!: string;

  @Field()
  lastDay!: string;

  @Field({ description: 'What the law proposes for this first day.' })
  proposedLastDay!: string;

  @Field(() => [String], { description: 'Message keys that say, in order, why it proposes this day.' })
  reasons!: string[];

  @Field(() => String, { nullable: true })
  paragraph!: string | null;

  @Field(() => [PeriodProblem])
  problems!: PeriodProblem[];

  @Field(() => [StripDay], { description: 'The days of the period and some around it.' })
  days!: StripDay[];
}
