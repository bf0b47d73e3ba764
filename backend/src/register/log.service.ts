import { Injectable } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { complete, leafHash, TILE_WIDTH, Tree, type NodeSource } from './merkle.js';
import { signCheckpoint } from './note.js';

const LOCK = 9162;
const BATCH = 5_000;
/** Longer than any transaction of ours may last: older entries are all visible. */
const SLACK = '10 minutes';

interface Unsealed {
  id: string;
  entry: string;
}

/** The sealed log: leaves in their order, hashes of complete subtrees, signed heads. Used inside a transaction. */
@Injectable()
export class LogService {
  constructor(private readonly database: Database) {}

  /** How many leaves are sealed. */
  async size(): Promise<number> {
    const [row] = await this.database.rows<{ size: string }>(
      'select coalesce(max(index) + 1, 0) as size from register.leaf',
    );
    return Number(row!.size);
  }

  tree(size: number): Tree {
    return new Tree(this.nodes, size);
  }

  /** Stored hashes: leaves at level 0, roots of complete tiles above. */
  readonly nodes: NodeSource = async (level, from, count) => {
    const sql =
      level === 0
        ? `select encode(hash, 'base64') as hash from register.leaf where index >= ? and index < ? order by index`
        : `select encode(hash, 'base64') as hash from register.node where level = ${level} and index >= ? and index < ? order by index`;
    const rows = await this.database.rows<{ hash: string }>(sql, [from, from + count]);
    return rows.map(({ hash }) => Buffer.from(hash, 'base64'));
  };

  /**
   * Seals what has arrived: next indices, complete subtrees, one signed head. Answers it, or null where there was
   * nothing to do or another worker is at it. `isThorough` looks at all entries, not only at those of the last minutes.
   */
  async seal(isThorough: boolean): Promise<string | null> {
    const [lock] = await this.database.rows<{ free: boolean }>(
      `select pg_try_advisory_xact_lock(${LOCK}) as free`,
    );
    if (!lock!.free) return null;
    const unsealed = await this.unsealed(isThorough);
    if (!unsealed.length) return null;

    const before = await this.size();
    const leaves = unsealed.map(({ id, entry }, at) => ({
      index: before + at,
      id,
      hash: leafHash(Buffer.from(entry, 'base64')).toString('base64'),
    }));
    await this.database.rows(
      `insert into register.leaf (index, entry_id, hash)
       select index, id, decode(hash, 'base64') from jsonb_to_recordset(?::jsonb) as x (index bigint, id uuid, hash text)`,
      [JSON.stringify(leaves)],
    );
    const size = before + leaves.length;
    await this.completeTiles(before, size);
    return this.signHead(size);
  }

  private unsealed(isThorough: boolean): Promise<Unsealed[]> {
    const recent = isThorough ? '' : `and e.inserted_at > clock_timestamp() - interval '${SLACK}'`;
    return this.database.rows<Unsealed>(
      `select e.id, encode(e.entry, 'base64') as entry from register.entry e
       where not exists (select from register.leaf l where l.entry_id = e.id) ${recent}
       order by e.inserted_at, e.id limit ${BATCH}`,
    );
  }

  private async completeTiles(before: number, size: number): Promise<void> {
    for (
      let level = 0, width = TILE_WIDTH;
      Math.floor(size / width) > Math.floor(before / width);
      level += 1, width *= TILE_WIDTH
    ) {
      for (let tile = Math.floor(before / width); tile < Math.floor(size / width); tile += 1) {
        const hash = complete(await this.nodes(level, tile * TILE_WIDTH, TILE_WIDTH));
        await this.database.rows(
          `insert into register.node (level, index, hash) values (?, ?, decode(?, 'base64'))`,
          [level + 1, tile, hash.toString('base64')],
        );
      }
    }
  }

  private async signHead(size: number): Promise<string> {
    const root = await this.tree(size).root();
    const note = signCheckpoint(size, root);
    await this.database.rows(
      `insert into register.checkpoint (size, root, note, sealed_at) values (?, decode(?, 'base64'), ?, ?)`,
      [size, root.toString('base64'), note, clock.now()],
    );
    return note;
  }
}
