import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Max, MaxLength, Min } from 'class-validator';

import { BASES, type Basis } from '../contribution/suspension.entity.js';
import { Guarded, Public } from '../platform/authorize.js';
import { IsMailAddress } from '../platform/mail-address.js';
import { StatementOfReasons } from './reasons.graphql.js';
import { GROUNDS, VOICE_KINDS, type Ground, type VoiceKind } from './report.entity.js';
import { isDisclosedReport } from './report.policy.js';

const MAX_WORDS = 4_000;
/** Six months: what is longer is no longer for a time (Art. 23 (3) DSA). */
const MAX_SUSPENDED_DAYS = 183;

@InputType()
export class ReportInput {
  /** Made by the browser when the form opens; the same id again gives the same receipt. */
  @Field(() => ID)
  @IsUUID()
  id!: string;

  @Field(() => String)
  @IsIn(VOICE_KINDS)
  kind!: VoiceKind;

  /** The contribution or comment. */
  @Field(() => ID)
  @IsUUID()
  subject!: string;

  @Field(() => String)
  @IsIn(GROUNDS)
  ground!: Ground;

  @Field()
  @MaxLength(MAX_WORDS)
  text!: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsMailAddress()
  @MaxLength(254)
  email?: string;
}

/** What a restriction rests on. */
@InputType({ isAbstract: true })
export class GroundInput {
  /** Needed for every decision that restricts. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsIn(BASES)
  basis?: Basis;

  /** The law or the rule, by name. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(200)
  provision?: string;

  /** Tells the author that a suspension may follow the next time. */
  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  @IsBoolean()
  isWarning?: boolean;
}

@InputType()
export class VoiceDecisionInput extends GroundInput {
  @Field(() => String)
  @IsIn(VOICE_KINDS)
  kind!: VoiceKind;

  @Field(() => ID)
  @IsUUID()
  id!: string;

  @Field(() => String)
  @IsIn(['kept', 'hidden', 'redacted'])
  decision!: 'kept' | 'hidden' | 'redacted';

  /** What the author, everybody and who reported read. */
  @Field()
  @MaxLength(1_000)
  reason!: string;

  /** The words that are shown instead, where it is redacted. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(10_000)
  redacted?: string;

  /** Whether the files of a redacted contribution stay; they go by default. */
  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  @IsBoolean()
  keepFiles?: boolean;

  /** Suspends the author for so many days as well, after a warning. */
  @Field(() => Int, { nullable: true })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_SUSPENDED_DAYS)
  suspendDays?: number;
}

@InputType()
export class AppealDecisionInput extends GroundInput {
  @Field(() => ID)
  @IsUUID()
  id!: string;

  @Field(() => String)
  @IsIn(['shown', 'hidden'])
  outcome!: 'shown' | 'hidden';

  @Field()
  @MaxLength(1_000)
  answer!: string;
}

/** What opens the receipt of a report. */
@ObjectType()
@Public()
export class SentReport {
  @Field({ description: 'The spoken number.' })
  number!: string;

  @Field()
  code!: string;
}

@ObjectType()
@Guarded(isDisclosedReport)
export class AppealView {
  isDisclosed!: true;

  @Field()
  text!: string;

  @Field(() => String, { nullable: true, description: 'Null until another person has decided.' })
  answer!: string | null;
}

/** A report as the person who made it reads it. */
@ObjectType()
@Guarded(isDisclosedReport)
export class ReportView {
  isDisclosed!: true;

  @Field()
  number!: string;

  @Field()
  code!: string;

  @Field()
  ground!: string;

  @Field()
  text!: string;

  @Field({ description: 'UTC.' })
  reportedAt!: string;

  @Field(() => String, { nullable: true, description: 'UTC.' })
  decidedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'hidden or kept.' })
  outcome!: string | null;

  @Field(() => String, { nullable: true })
  answer!: string | null;

  @Field(() => StatementOfReasons, { nullable: true })
  reasons!: StatementOfReasons | null;

  @Field()
  canAppeal!: boolean;

  @Field(() => AppealView, { nullable: true })
  appeal!: AppealView | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why what was hidden is shown again, after its author appealed; null where it is not.',
  })
  reversal!: string | null;
}

/** Why something is in the queue. */
@ObjectType()
@Guarded(isDisclosedReport)
export class QueuedReport {
  isDisclosed!: true;

  @Field()
  ground!: string;

  @Field()
  text!: string;

  @Field({ description: 'UTC.' })
  reportedAt!: string;
}

@ObjectType()
@Guarded(isDisclosedReport)
export class QueuedAppeal {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field()
  text!: string;

  @Field({ description: 'Whether the author appeals, or who reported.' })
  isByAuthor!: boolean;

  @Field({ description: 'False for the person who decided first.' })
  canDecide!: boolean;
}

/** Something that was said and that somebody has to decide about. */
@ObjectType()
@Guarded(isDisclosedReport)
export class QueuedVoice {
  isDisclosed!: true;

  @Field()
  kind!: string;

  @Field(() => ID)
  id!: string;

  @Field({ description: 'Of the contribution, or of that which is commented on.' })
  number!: string;

  @Field()
  dialogueKey!: string;

  @Field()
  procedureSlug!: string;

  @Field()
  procedureTitle!: string;

  @Field({ description: 'UTC: since when somebody has to decide about it.' })
  since!: string;

  @Field()
  title!: string;

  @Field()
  text!: string;

  @Field(() => String, { nullable: true })
  authorName!: string | null;

  @Field({ description: 'UTC.' })
  writtenAt!: string;

  @Field({ description: 'waiting, shown or hidden.' })
  standing!: string;

  @Field(() => String, { nullable: true })
  hiddenReason!: string | null;

  @Field(() => [QueuedReport])
  reports!: QueuedReport[];

  @Field(() => QueuedAppeal, { nullable: true })
  appeal!: QueuedAppeal | null;

  @Field(() => Int, { description: 'How many others wrote the same: they are decided about with it.' })
  others!: number;

  @Field(() => String, { nullable: true, description: 'Who else works on it right now.' })
  claimedBy!: string | null;
}
