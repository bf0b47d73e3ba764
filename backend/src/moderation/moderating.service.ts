import { Injectable } from '@nestjs/common';

import type { ShownFile } from '../contribution/contribution.entity.js';
import { canModerate } from '../contribution/contribution.policy.js';
import { StandingService, writtenAt, type FoundVoice } from '../contribution/standing.service.js';
import { SuspensionService } from '../contribution/suspension.service.js';
import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/problem.js';
import { rulesIn, rulesOf } from '../tenant/tenant.entity.js';
import { TenantService } from '../tenant/tenant.service.js';
import { ClaimsService } from './claims.service.js';
import { HintsService } from './hints.service.js';
import type { ThreadLine, VoiceAuthor, VoiceInHand } from './moderating.graphql.js';
import { QueueService } from './queue.service.js';
import type { VoiceKind } from './report.entity.js';
import { canSuspend } from './suspending.policy.js';
import { VoiceDecisionService } from './voice-decision.service.js';

/** What the desk of the moderators is made of. */
@Injectable()
export class ModerationDesk {
  constructor(
    readonly claims: ClaimsService,
    readonly queue: QueueService,
    readonly decisions: VoiceDecisionService,
    readonly hints: HintsService,
  ) {}
}

/** One thing to decide about, taken up and seen in its thread. */
@Injectable()
export class ModeratingService {
  constructor(
    private readonly database: Database,
    private readonly standing: StandingService,
    private readonly suspensions: SuspensionService,
    private readonly tenants: TenantService,
    private readonly desk: ModerationDesk,
  ) {}

  /** Takes something up and shows it with all that is needed. Throws `<kind>.not-found`, also where nothing waits any more. */
  async open(kind: VoiceKind, id: string): Promise<VoiceInHand> {
    const { claims, queue, decisions, hints } = this.desk;
    const isMine = await claims.claim(kind, id);
    const voice = await queue.one(id);
    if (!voice) throw notFound(kind);
    const found = await this.standing.find(kind, id);
    const rules = rulesIn(rulesOf(await this.tenants.own()));
    return {
      ...{ isDisclosed: true, voice, isMine, rules },
      hints: (await hints.on([voice])).get(id)!,
      ...filesOf(found),
      thread: await this.thread(found),
      history: await decisions.historyOf(id),
      author: await this.author(found),
      proposals: await decisions.proposals(rules),
    };
  }

  /** A copy of a file. Throws `contribution.not-found`, also for who may not moderate there, and `file.not-found`. */
  async copy(contributionId: string, fileId: string): Promise<ShownFile> {
    const { contribution } = await this.standing.find('contribution', contributionId);
    authorize(canModerate, { id: contribution.procedureId }, 'contribution');
    const copy = contribution.copies.find(({ id }) => id === fileId);
    if (!copy) throw notFound('file');
    return copy;
  }

  private async author(found: FoundVoice): Promise<VoiceAuthor> {
    const author = await this.suspensions.authorOf(found);
    const { accountId, addressHash } = author;
    const warned = await this.desk.decisions.warnedBefore(author, writtenAt(found));
    const running = await this.suspensions.running(author);
    return {
      isDisclosed: true,
      knownBy:
        accountId && addressHash ? 'both' : accountId ? 'account' : addressHash ? 'address' : 'nothing',
      warnedAt: warned?.toISOString() ?? null,
      suspendedUntil: running?.until.toISOString() ?? null,
      canSuspend: Boolean(warned) && !running && canSuspend(current.actor, found.said),
    };
  }

  /** The contribution, the comment that is answered, what stands right before and after it, and itself. */
  private async thread({ kind, contribution, said }: FoundVoice): Promise<ThreadLine[]> {
    const rows = await this.database.rows<ThreadLine>(kind === 'comment' ? AROUND_COMMENT : FIRST_COMMENTS, [
      contribution.id,
      said.id,
    ]);
    const { id, title, text, authorName = null, isOfficial, standing } = contribution;
    const first = {
      ...{ id, title, text, authorName, isOfficial, standing },
      ...{ place: kind === 'comment' ? 'contribution' : 'self', writtenAt: contribution.receivedAt },
    };
    return [first, ...rows].map((line) => ({
      ...line,
      isDisclosed: true,
      writtenAt: new Date(line.writtenAt).toISOString(),
    }));
  }
}

/** Comments have none. */
function filesOf({ kind, contribution }: FoundVoice): Pick<VoiceInHand, 'files' | 'uncopied'> {
  const { copies, files } = contribution;
  if (kind === 'comment') return { files: [], uncopied: 0 };
  return {
    files: copies.map(({ id, name, type, size, small }) => ({
      ...{ id, name, type, size, isPicture: small !== null },
      isDisclosed: true,
    })),
    uncopied: files.length - copies.length,
  };
}

const LINE = `null as title, text, author_name as "authorName", is_official as "isOfficial",
  written_at as "writtenAt", standing`;

const FIRST_COMMENTS = `
  select id, 'after' as place, ${LINE} from comment where contribution_id = ? and id <> ? and parent_id is null
  order by written_at, id limit 3`;

const AROUND_COMMENT = `
  with said as (select c.* from (select ?::uuid as contribution, ?::uuid as own) asked
    join comment c on c.contribution_id = asked.contribution and c.id = asked.own),
  beside as (
    (select 'before' as place, c.* from comment c, said where c.contribution_id = said.contribution_id
       and c.parent_id is not distinct from said.parent_id and (c.written_at, c.id) < (said.written_at, said.id)
     order by c.written_at desc, c.id desc limit 1)
    union all
    (select 'after', c.* from comment c, said where c.contribution_id = said.contribution_id
       and (c.parent_id is not distinct from said.parent_id or c.parent_id = said.id)
       and (c.written_at, c.id) > (said.written_at, said.id)
     order by c.written_at, c.id limit 1)
    union all select 'parent', c.* from comment c, said where c.id = said.parent_id
    union all select 'self', said.* from said
  )
  select id, place, ${LINE} from beside
  order by array_position(array['parent', 'before', 'self', 'after'], place)`;
