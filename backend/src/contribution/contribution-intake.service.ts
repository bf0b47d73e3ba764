import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { mac } from '../platform/mac.js';
import { Problem } from '../platform/problem.js';
import type { KeptFile } from '../platform/upload.entity.js';
import { UploadService } from '../platform/upload.service.js';
import { ArrivalService } from '../procedure/arrival.service.js';
import { contentOf, namedIn } from './contribution-content.js';
import type { Standing } from './contribution.entity.js';
import type { ContributionInput, SentContribution } from './contribution.graphql.js';
import { canContribute, speaksForTown } from './contribution.policy.js';
import type { Dialogue } from './dialogue.entity.js';
import { DialogueService, type KnownPlace } from './dialogue.service.js';
import { INSERT_CONTRIBUTION } from './intake.sql.js';
import { sameWordsHash } from './same-words.js';
import { SuspensionService } from './suspension.service.js';
import { kept, refuseClosed, unreadableIn, voiceCode, type KeptVoice } from './voice.js';

const SHUFFLES = 2 ** 40;

/** What has arrived, before it is written down. */
interface Arrived {
  input: ContributionInput;
  mustWait: boolean;
  files: KeptFile[];
  fingerprint: string;
  place: KnownPlace;
}

/** The way into a dialogue: contribution, files, receipt, register entry and outbox row are one statement of SQL. */
@Injectable()
export class ContributionIntakeService {
  constructor(
    private readonly database: Database,
    private readonly dialogues: DialogueService,
    private readonly uploads: UploadService,
    private readonly arrivals: ArrivalService,
    private readonly suspensions: SuspensionService,
  ) {}

  /**
   * Takes a contribution in and answers its number with the code of its receipt. The same submission again changes
   * nothing; the same id with other content throws `contribution.conflict`. Throws `dialogue.closed`,
   * `contribution.suspended`, `canContribute.forbidden` without the account that is needed, and `input.invalid` with its
   * fields. `mustWait` says that a moderator looks at it first in any case.
   */
  async contribute(input: ContributionInput, mustWait = false): Promise<SentContribution> {
    const files = await this.uploads.claim(input.files ?? [], input.id);
    const fingerprint = fingerprintOf(input, files);
    let place: KnownPlace | undefined;
    const { number, standing } = await this.arrivals.keep<KeptVoice>({
      open: async (isAnew) => {
        place = await this.dialogues.findKnown(input.procedure, input.dialogue, isAnew);
        refuseClosed(place);
        authorize(canContribute, place);
        await this.suspensions.refuse(input.email ?? null);
        refuse(input, place.dialogue);
      },
      write: (attempt) => this.write({ input, mustWait, files, fingerprint, place: place! }, attempt),
      known: () => this.known(input.id, fingerprint),
    });
    return { number, code: voiceCode('contribution', input.id), isWaiting: standing === 'waiting' };
  }

  private async write(arrived: Arrived, attempt: number): Promise<KeptVoice | null> {
    const values = await this.valuesOf(arrived, attempt);
    const written = await this.arrivals.write<{ standing: Standing }>(INSERT_CONTRIBUTION, values);
    return written && { number: values.number, standing: written.standing };
  }

  private async known(id: string, fingerprint: string): Promise<KeptVoice | null> {
    const rows = await this.database.rows<KeptVoice & { fingerprint: string }>(
      'select fingerprint, number, standing from contribution where id = ?',
      [id],
    );
    return kept(rows[0], fingerprint);
  }

  private async valuesOf({ input, mustWait, files, fingerprint, place }: Arrived, attempt: number) {
    const { id } = input;
    const { dialogue, procedure, ...versions } = place;
    const { receivedAt, actor, tenantId } = current;
    const { authorName, ...said } = saidIn(input);
    const isOfficial = speaksForTown(actor, procedure);
    const content = contentOf({ id, ...said, files }, { dialogue: dialogue.key, procedure: procedure.slug });
    const seed = `contribution|${tenantId}|${id}`;
    const noted = await this.arrivals.note(
      {
        ...{ kind: 'contribution-arrived', id, seed, procedure, content },
        ...{ files: namedIn(files), channel: 'web', receivedAt },
      },
      attempt,
    );
    const waits = mustWait || dialogue.moderation === 'before';
    const standing: Standing = waits && !isOfficial ? 'waiting' : 'shown';
    return {
      ...{
        ...noted,
        ...versions,
        ...said,
        id,
        tenantId,
        files,
        fingerprint,
        authorName,
        isOfficial,
        standing,
        mustWait,
        wordsHash: isOfficial || files.length ? null : sameWordsHash(said),
      },
      ...{ procedureId: procedure.id, dialogueId: dialogue.id, accountId: actor.accountId, receivedAt },
      ...{ shuffle: randomInt(SHUFFLES) / SHUFFLES, email: input.email || null },
    };
  }
}

/** Files count by their content: sent up again they are the same. */
function fingerprintOf({ files: claims, ...input }: ContributionInput, files: KeptFile[]): string {
  void claims;
  const sent = files.length ? { ...input, files: files.map(({ sha256 }) => sha256) } : input;
  return mac('codeKey', JSON.stringify(sent)).toString('hex');
}

const saidIn = ({ title, text, category, place, authorName }: ContributionInput) => ({
  ...{ title: title.trim(), text, category: category || null },
  place: place ? { type: 'Point' as const, coordinates: place.coordinates.slice(0, 2) } : null,
  authorName: authorName?.trim() || null,
});

function refuse({ title, text, category, place, authorName }: ContributionInput, dialogue: Dialogue): void {
  const fields = unreadableIn({ title, text, authorName: authorName ?? '' });
  if (!text.trim()) fields.text ??= 'contribution.text-missing';
  if (title.trim().length < 3) fields.title ??= 'contribution.title-missing';
  if (category && !dialogue.categories.includes(category)) fields.category = 'contribution.category-unknown';
  if (place && !isPoint(place)) fields.place = 'contribution.place-wrong';
  if (Object.keys(fields).length) throw new Problem('input.invalid', fields);
}

const isPoint = (place: { type?: unknown; coordinates?: unknown }): boolean => {
  const { type, coordinates } = place;
  if (type !== 'Point' || !Array.isArray(coordinates) || coordinates.length < 2) return false;
  const [x, y] = coordinates as unknown[];
  return typeof x === 'number' && typeof y === 'number' && Math.abs(x) <= 180 && Math.abs(y) <= 90;
};
