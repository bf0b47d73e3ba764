import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

import { Guarded } from '../platform/authorize.js';
import { StatementOfReasons } from './reasons.graphql.js';
import { QueuedVoice } from './report.graphql.js';
import { isDisclosedReport } from './report.policy.js';

/** How much waits in a procedure. */
@ObjectType()
@Guarded(isDisclosedReport)
export class ModerationBacklog {
  isDisclosed!: true;

  @Field()
  procedureSlug!: string;

  @Field()
  procedureTitle!: string;

  @Field(() => Int)
  count!: number;

  @Field({ description: 'UTC: since when the oldest waits.' })
  oldestAt!: string;

  @Field(() => Int, { description: 'Reports that nobody has answered for a day.' })
  lateReports!: number;
}

/** What somebody has taken up. */
@ObjectType()
@Guarded(isDisclosedReport)
export class TakenVoice {
  isDisclosed!: true;

  @Field()
  kind!: string;

  @Field(() => ID)
  id!: string;
}

/** What may be worth a look; a suggestion, never a decision. */
@ObjectType()
@Guarded(isDisclosedReport)
export class QueuedHint {
  isDisclosed!: true;

  @Field(() => String, { description: 'personal-data, insult or duplicate.' })
  kind!: 'personal-data' | 'insult' | 'duplicate';

  @Field({ description: 'The words that are meant; the number of the contribution that says the same.' })
  words!: string;
}

/** A copy of a file that came with it, under /api/moderation/<contribution>/files/<id>. */
@ObjectType()
@Guarded(isDisclosedReport)
export class CopiedFile {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;

  @Field({ description: 'The media type.' })
  type!: string;

  @Field(() => Int, { description: 'Bytes.' })
  size!: number;

  @Field({ description: 'Whether there is a small picture of it, under …/klein.' })
  isPicture!: boolean;
}

/** Something said around that which is decided about. */
@ObjectType()
@Guarded(isDisclosedReport)
export class ThreadLine {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field({ description: 'contribution, parent, before, self or after.' })
  place!: string;

  @Field(() => String, { nullable: true, description: 'Of a contribution.' })
  title!: string | null;

  @Field()
  text!: string;

  @Field(() => String, { nullable: true })
  authorName!: string | null;

  @Field()
  isOfficial!: boolean;

  @Field({ description: 'UTC.' })
  writtenAt!: string;

  @Field({ description: 'waiting, shown or hidden.' })
  standing!: string;
}

/** What is known about who wrote something; never who they are. */
@ObjectType()
@Guarded(isDisclosedReport)
export class VoiceAuthor {
  isDisclosed!: true;

  @Field({ description: 'account, address, both or nothing: by what they can be told apart.' })
  knownBy!: string;

  @Field(() => String, { nullable: true, description: 'UTC: the last warning before they wrote this.' })
  warnedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'UTC.' })
  suspendedUntil!: string | null;

  @Field({ description: 'Whether the person who asks may suspend them for this.' })
  canSuspend!: boolean;
}

/** A reason that is often given, to be taken over and changed. */
@ObjectType()
@Guarded(isDisclosedReport)
export class ReasonProposal {
  isDisclosed!: true;

  @Field()
  reason!: string;

  @Field(() => String, { nullable: true, description: 'illegal or rules; null for what is kept.' })
  basis!: string | null;

  @Field(() => String, { nullable: true })
  provision!: string | null;
}

/** One thing to decide about, with everything that is needed for it. */
@ObjectType()
@Guarded(isDisclosedReport)
export class VoiceInHand {
  isDisclosed!: true;

  @Field(() => QueuedVoice)
  voice!: QueuedVoice;

  @Field(() => [QueuedHint])
  hints!: QueuedHint[];

  @Field(() => [CopiedFile], { description: 'Of a contribution; none where no copy could be made.' })
  files!: CopiedFile[];

  @Field(() => Int, {
    description: 'How many files came with it of which there is no copy: nobody ever sees them.',
  })
  uncopied!: number;

  @Field(() => [ThreadLine], { description: 'In the order in which it was said.' })
  thread!: ThreadLine[];

  @Field(() => [StatementOfReasons], { description: 'What was decided about it before, newest first.' })
  history!: StatementOfReasons[];

  @Field(() => VoiceAuthor)
  author!: VoiceAuthor;

  @Field(() => [ReasonProposal])
  proposals!: ReasonProposal[];

  @Field(() => [String], { description: 'The rules of the town, by name.' })
  rules!: string[];

  @Field({ description: 'False where somebody else works on it.' })
  isMine!: boolean;
}
