import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { mac } from '../platform/mac.js';
import { notFound, Problem } from '../platform/problem.js';
import { ArrivalService } from '../procedure/arrival.service.js';
import { commentContentOf, type Address } from './contribution-content.js';
import type { Standing } from './contribution.entity.js';
import type { CommentInput, SentContribution } from './contribution.graphql.js';
import { canContribute, speaksForTown } from './contribution.policy.js';
import { DialogueService, type KnownPlace } from './dialogue.service.js';
import { INSERT_COMMENT } from './intake.sql.js';
import { SuspensionService } from './suspension.service.js';
import { kept, refuseClosed, unreadableIn, voiceCode, type KeptVoice } from './voice.js';

/** What is commented on; `parent` is the comment that is answered, or the one which that one answers. */
interface Answered extends Address {
  number: string;
  parent: string | null;
  parentStanding: Standing | null;
}

interface Arrived {
  input: CommentInput;
  mustWait: boolean;
  fingerprint: string;
  place: KnownPlace;
  answered: Answered;
}

/** The way in for comments: receipt, register entry and outbox row as with contributions. */
@Injectable()
export class CommentIntakeService {
  constructor(
    private readonly database: Database,
    private readonly dialogues: DialogueService,
    private readonly arrivals: ArrivalService,
    private readonly suspensions: SuspensionService,
  ) {}

  /**
   * Takes a comment in, on two levels: an answer to an answer stands beside it. Answers its number with the code of its
   * receipt; the same submission again changes nothing, other content under its id throws `contribution.conflict`.
   * Throws `contribution.not-found`, `comment.not-found`, `dialogue.closed`, `contribution.suspended`,
   * `canContribute.forbidden` without the account that is needed, and `input.invalid` with its fields.
   */
  async comment(input: CommentInput, mustWait = false): Promise<SentContribution> {
    const fingerprint = mac('codeKey', JSON.stringify(input)).toString('hex');
    let [place, answered]: [KnownPlace | undefined, Answered | undefined] = [undefined, undefined];
    const { number, standing } = await this.arrivals.keep<KeptVoice>({
      open: async (isAnew) => {
        answered = await this.answered(input);
        place = await this.dialogues.findKnown(answered.procedure, answered.dialogue, isAnew);
        refuseClosed(place);
        authorize(canContribute, place);
        await this.suspensions.refuse(input.email ?? null);
        refuse(input);
      },
      write: (attempt) =>
        this.write({ input, mustWait, fingerprint, place: place!, answered: answered! }, attempt),
      known: () => this.known(input.id, fingerprint),
    });
    return { number, code: voiceCode('comment', input.id), isWaiting: standing === 'waiting' };
  }

  /** What is answered, as long as it is shown. Throws `contribution.not-found`, `comment.not-found`. */
  private async answered({ contribution, parent }: CommentInput): Promise<Answered> {
    const [row] = await this.database.rows<Answered>(
      `select c.number, d.key as dialogue, p.slug as procedure, coalesce(m.parent_id, m.id) as parent,
         m.standing as "parentStanding"
       from contribution c
       join dialogue d on d.tenant_id = c.tenant_id and d.id = c.dialogue_id
       join procedure p on p.tenant_id = c.tenant_id and p.id = c.procedure_id
       left join comment m on m.tenant_id = c.tenant_id and m.contribution_id = c.id and m.id = ?::uuid
       where c.id = ? and c.standing = 'shown'`,
      [parent ?? null, contribution],
    );
    if (!row) throw notFound('contribution');
    if (parent && row.parentStanding !== 'shown') throw notFound('comment');
    return row;
  }

  private async write(arrived: Arrived, attempt: number): Promise<KeptVoice | null> {
    const values = await this.valuesOf(arrived, attempt);
    return (await this.arrivals.write(INSERT_COMMENT, values)) ? values : null;
  }

  private async known(id: string, fingerprint: string): Promise<KeptVoice | null> {
    const rows = await this.database.rows<KeptVoice & { fingerprint: string | null }>(
      'select fingerprint, number, standing from comment where id = ?',
      [id],
    );
    return kept(rows[0], fingerprint);
  }

  private async valuesOf({ input, mustWait, fingerprint, place, answered }: Arrived, attempt: number) {
    const { id, text, contribution: contributionId } = input;
    const { dialogue, procedure, ...versions } = place;
    const { receivedAt, actor, tenantId } = current;
    const isOfficial = speaksForTown(actor, procedure);
    const { number: contribution, parent: parentId } = answered;
    const content = commentContentOf(
      { id, parentId, text },
      { dialogue: dialogue.key, procedure: procedure.slug, contribution },
    );
    const seed = `comment|${tenantId}|${id}`;
    const noted = await this.arrivals.note(
      { kind: 'comment-arrived', id, seed, procedure, content, files: [], channel: 'web', receivedAt },
      attempt,
    );
    const waits = mustWait || dialogue.moderation === 'before';
    const standing: Standing = waits && !isOfficial ? 'waiting' : 'shown';
    return {
      ...{ ...noted, ...versions, id, tenantId, text, contributionId, parentId, fingerprint, isOfficial },
      ...{ standing, procedureId: procedure.id, dialogueId: dialogue.id, accountId: actor.accountId },
      ...{ authorName: input.authorName?.trim() || null, email: input.email || null, receivedAt },
    };
  }
}

function refuse({ text, authorName }: CommentInput): void {
  const fields = unreadableIn({ text, authorName: authorName ?? '' });
  if (!text.trim()) fields.text ??= 'contribution.text-missing';
  if (Object.keys(fields).length) throw new Problem('input.invalid', fields);
}
