import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { Database } from '../platform/database.js';
import { canonicalBytes } from './canonical.js';
import { Frontier } from './frontier.js';
import { leafHash, TILE_WIDTH } from './merkle.js';
import { readCheckpoint, type Checkpoint } from './note.js';
import { witnessFile } from './register.jobs.js';

const BATCH = 5_000;
/** An entry that nobody sealed for so long was kept back. */
const SEALED_WITHIN = '1 hour';

/** What an owner of an entry can show: the salt and the content that open its commitment. */
export interface Claim {
  entryId: string;
  kind: string;
  /** What the owner calls it in a finding, e.g. "statement 6f…"; no personal data. */
  owner: string;
  salt: string;
  content: unknown;
}

export type Report = (finding: string) => void;

interface Sealed {
  index: string;
  id: string | null;
  entry: string | null;
  hash: string;
}

interface Kept {
  id: string;
  entry: string;
}

/** Recomputes the register from its entries and compares every byte that follows from them. */
@Injectable()
export class AuditService {
  constructor(private readonly database: Database) {}

  /** Leaves, nodes, roots, signed heads and the witness file. Answers how many entries are sealed. */
  async auditLog(report: Report): Promise<number> {
    const heads = await this.heads(report);
    const frontier = new Frontier();
    for (let last = -1, isMore = true; isMore;) {
      const leaves = await this.leaves(last);
      for (const leaf of leaves) {
        auditLeaf(leaf, last + 1, report);
        last = Number(leaf.index);
        frontier.add(Buffer.from(leaf.hash, 'base64'));
        compareHeads(heads, frontier, report);
      }
      isMore = leaves.length === BATCH;
    }
    for (const size of heads.keys()) {
      report(`A signed head says ${size} entries, there are ${frontier.size}: the end was cut off.`);
    }
    await this.auditNodes(frontier, report);
    await this.auditUnsealed(report);
    return frontier.size;
  }

  /** Whether entries are there, as they were, and commit to what their owners show. */
  async auditClaims(claims: Claim[], report: Report): Promise<void> {
    const ids = claims.map(({ entryId }) => entryId);
    const rows = await this.run<Kept>(
      `select id, encode(entry, 'base64') as entry from register.entry where id = any(?::uuid[])`,
      [`{${ids.join(',')}}`],
    );
    const entries = new Map(rows.map(({ id, entry }) => [id, Buffer.from(entry, 'base64')]));
    for (const { entryId, kind, owner, salt, content } of claims) {
      const entry = entries.get(entryId);
      if (!entry) {
        report(`Entry ${entryId} of ${owner} is missing.`);
        continue;
      }
      const commitment = createHash('sha256')
        .update(Buffer.from(salt, 'hex'))
        .update(canonicalBytes(content));
      const said = parse(entry);
      if (said?.kind !== kind || said.commitment !== commitment.digest('hex')) {
        report(`Entry ${entryId} does not commit to ${owner} as it is now.`);
      }
    }
  }

  /** The clock of the database, for `auditOwners`. */
  async now(): Promise<string> {
    const [row] = await this.run<{ now: string }>('select clock_timestamp()::text as now');
    return row!.now;
  }

  /**
   * Entries whose owner is gone: what happened was noted, and then somebody removed it. `before` is the instant
   * when the owners began to be read; what arrived later is not looked at.
   */
  async auditOwners(owned: Set<string>, before: string, report: Report): Promise<void> {
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const rows = await this.run<Kept>(
        `select id, encode(entry, 'base64') as entry from register.entry
         where id > ? and inserted_at < ?::timestamptz order by id limit ${BATCH}`,
        [after, before],
      );
      for (const { id, entry } of rows) {
        const kind = parse(Buffer.from(entry, 'base64'))?.kind ?? 'unreadable';
        if (!owned.has(id)) report(`Entry ${id} (${kind}): what it stands for is gone.`);
      }
      if (rows.length < BATCH) return;
      after = rows.at(-1)!.id;
    }
  }

  private leaves(after: number): Promise<Sealed[]> {
    return this.run<Sealed>(
      `select l.index, e.id, encode(e.entry, 'base64') as entry, encode(l.hash, 'base64') as hash
       from register.leaf l left join register.entry e on e.id = l.entry_id
       where l.index > ? order by l.index limit ${BATCH}`,
      [after],
    );
  }

  /** The roots that signed heads claim, by size: those of the table and those written down beside the database. */
  private async heads(report: Report): Promise<Map<number, Buffer[]>> {
    const rows = await this.run<{ size: string; root: string; note: string }>(
      `select size, encode(root, 'base64') as root, note from register.checkpoint order by size`,
    );
    const heads = new Map<number, Buffer[]>();
    const keep = ({ size, root }: Checkpoint) => heads.set(size, [...(heads.get(size) ?? []), root]);
    for (const { size, root, note } of rows) {
      const head = readCheckpoint(note);
      if (!head || head.size !== Number(size) || !head.root.equals(Buffer.from(root, 'base64'))) {
        report(`The head of size ${size} is not as it was signed.`);
      } else keep(head);
    }
    for (const note of await witnessed()) {
      const head = readCheckpoint(note);
      if (head) keep(head);
      else report(`The witness file has a head that is not ours: ${note.split('\n')[1] ?? ''}.`);
    }
    return heads;
  }

  private async auditNodes(frontier: Frontier, report: Report): Promise<void> {
    const rows = await this.run<{ level: number; index: string; hash: string }>(
      `select level, index, encode(hash, 'base64') as hash from register.node`,
    );
    const stored = new Map(
      rows.map(({ level, index, hash }) => [`${level}/${index}`, Buffer.from(hash, 'base64')]),
    );
    for (const [name, hash] of frontier.tiles) {
      if (!stored.get(name)?.equals(hash)) report(`The hash of tile ${name} is not as it was.`);
    }
    // Sealing goes on meanwhile: a tile is too much only when there are not so many leaves even now.
    const [now] = await this.run<{ size: string }>(
      'select coalesce(max(index) + 1, 0) as size from register.leaf',
    );
    for (const { level, index } of rows) {
      const end = (Number(index) + 1) * TILE_WIDTH ** level;
      if (end > Number(now!.size)) report(`Tile ${level}/${index} belongs to no entries.`);
    }
  }

  private async auditUnsealed(report: Report): Promise<void> {
    const rows = await this.run<{ id: string }>(
      `select id from register.entry e where inserted_at < clock_timestamp() - interval '${SEALED_WITHIN}'
         and not exists (select from register.leaf l where l.entry_id = e.id)`,
    );
    for (const { id } of rows) report(`Entry ${id} waits for its seal since more than ${SEALED_WITHIN}.`);
  }

  private run<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.database.transaction(() => this.database.rows<Row>(sql, parameters));
  }
}

/** Compares the signed heads of the size that the tree has now, and forgets them. */
function compareHeads(heads: Map<number, Buffer[]>, frontier: Frontier, report: Report): void {
  for (const root of heads.get(frontier.size) ?? []) {
    if (!root.equals(frontier.root())) report(`The signed head of size ${frontier.size} has another root.`);
  }
  heads.delete(frontier.size);
}

function auditLeaf({ index, id, entry, hash }: Sealed, at: number, report: Report): void {
  if (Number(index) !== at) report(`Entry number ${at} is missing; number ${index} stands in its place.`);
  if (!entry) report(`Entry number ${index} is sealed, but it is gone.`);
  else if (leafHash(Buffer.from(entry, 'base64')).toString('base64') !== hash.replaceAll('\n', '')) {
    report(`Entry ${id} (number ${index}) is not as it was sealed.`);
  }
}

function parse(entry: Buffer): { kind?: string; commitment?: string } | null {
  try {
    return JSON.parse(entry.toString('utf8')) as { kind?: string; commitment?: string };
  } catch {
    return null;
  }
}

/** The heads in the witness file; none where there is no file yet. */
async function witnessed(): Promise<string[]> {
  const text = await readFile(witnessFile(), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const parts = text.split('\n\n');
  return parts.flatMap((part, at) => (at % 2 === 0 && part ? [`${part}\n\n${parts[at + 1] ?? ''}\n`] : []));
}
