import { Injectable } from '@nestjs/common';
import { createHash, randomInt } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Journal } from '../platform/journal.js';
import { Problem } from '../platform/problem.js';
import { ArrivalService } from '../procedure/arrival.service.js';
import { contentOf } from './contribution-content.js';
import type { Standing } from './contribution.entity.js';
import { canSetUpDialogue } from './contribution.policy.js';
import { DialogueService, type KnownPlace } from './dialogue.service.js';
import { linesOf, type ColumnNames, type ImportedLine, type WrongLine } from './import-lines.js';
import { IMPORT_CONTRIBUTION } from './import.sql.js';

const SHUFFLES = 2 ** 40;
const NOT_ACCEPTED = 'Im früheren Portal nicht angenommen.';

type Outcome = 'new' | 'known';

/** Contributions of an earlier portal come into a dialogue, whether it still runs or not. */
@Injectable()
export class ContributionImportService {
  constructor(
    private readonly database: Database,
    private readonly dialogues: DialogueService,
    private readonly arrivals: ArrivalService,
    private readonly journal: Journal,
  ) {}

  /** The contributions in a CSV file, and the lines that are none. Throws what the parser says where it is no CSV. */
  read(csv: Buffer, names: ColumnNames): { lines: ImportedLine[]; wrong: WrongLine[] } {
    return linesOf(csv, names);
  }

  /**
   * Takes one in, in a transaction of its own; the same again changes nothing. Its receipt says that it came by import,
   * and when: we vouch for nothing before that. Throws `procedure.not-found`, `dialogue.not-found`, and
   * `contribution.conflict` where other words came under the same id.
   */
  take(procedure: string, dialogue: string, imported: ImportedLine): Promise<Outcome> {
    const importedAt = clock.now();
    let place: KnownPlace | undefined;
    return this.arrivals.keep<Outcome>({
      open: async (isAnew) => {
        place = await this.dialogues.findKnown(procedure, dialogue, isAnew);
        authorize(canSetUpDialogue, place.procedure);
      },
      write: async (attempt) => {
        const values = await this.valuesOf(place!, imported, { importedAt, attempt });
        return (await this.arrivals.write(IMPORT_CONTRIBUTION, values)) && 'new';
      },
      known: async () => (place ? this.known(place, imported) : null),
    });
  }

  /** One line in the log for all that were taken in. Throws `procedure.not-found`, `dialogue.not-found`. */
  async note(procedureSlug: string, key: string, count: number): Promise<void> {
    const { procedure, dialogue } = await this.dialogues.find(procedureSlug, key);
    authorize(canSetUpDialogue, procedure);
    this.journal.note('dialogue.imported', {
      ...{ scopeId: procedure.id, subjectId: dialogue.id, before: null },
      after: { count, key },
    });
  }

  private async valuesOf(
    place: KnownPlace,
    imported: ImportedLine,
    at: { importedAt: Date; attempt: number },
  ) {
    const { dialogue, procedure, ...versions } = place;
    const { title, text, category, authorName, agree, neutral, disagree, isAccepted } = imported;
    const id = idOf(dialogue.id, imported);
    const said = { title, text, category, place: imported.place };
    const content = contentOf(
      { id, ...said, files: [] },
      { dialogue: dialogue.key, procedure: procedure.slug },
    );
    const seed = `contribution|${current.tenantId}|${id}`;
    const arrival = { id, seed, procedure, content, files: [], channel: 'import', receivedAt: at.importedAt };
    return {
      ...(await this.arrivals.note({ kind: 'contribution-arrived', ...arrival }, at.attempt)),
      ...{ ...versions, ...said, id, tenantId: current.tenantId, authorName, agree, neutral, disagree },
      ...{ procedureId: procedure.id, dialogueId: dialogue.id, shuffle: randomInt(SHUFFLES) / SHUFFLES },
      ...{ standing: standingOf(isAccepted, dialogue.moderation), receivedAt: imported.at ?? at.importedAt },
      ...{ hiddenReason: isAccepted === false ? NOT_ACCEPTED : null, fingerprint: fingerprintOf(imported) },
    };
  }

  private async known({ dialogue }: KnownPlace, imported: ImportedLine): Promise<Outcome | null> {
    const [known] = await this.database.rows<{ fingerprint: string }>(
      'select fingerprint from contribution where id = ?',
      [idOf(dialogue.id, imported)],
    );
    if (known && known.fingerprint !== fingerprintOf(imported)) throw new Problem('contribution.conflict');
    return known ? 'known' : null;
  }
}

function standingOf(isAccepted: boolean | null, moderation: 'before' | 'after'): Standing {
  if (isAccepted === null) return moderation === 'before' ? 'waiting' : 'shown';
  return isAccepted ? 'shown' : 'hidden';
}

const sha256 = (words: string): string => createHash('sha256').update(words).digest('hex');

const fingerprintOf = ({ title, text, category, place }: ImportedLine): string =>
  sha256(JSON.stringify({ title, text, category, place }));

/** The same line of the same portal is the same contribution; without an id of its own it is known by words and time. */
function idOf(dialogue: string, { key, text, at }: ImportedLine): string {
  const name = key ?? `${at?.toISOString() ?? ''}|${text}`;
  const hex = sha256(`import|${dialogue}|${key === null}|${name}`);
  // Version 8 of RFC 9562: made by our own rule.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
