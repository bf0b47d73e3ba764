import { Injectable } from '@nestjs/common';

import { Database } from '../platform/database.js';
import { LogService } from './log.service.js';
import { makeEntry, type Entry, type EntryDraft } from './entry.js';

/** That an entry is in the tree of a signed checkpoint (RFC 9162 § 2.1.3). */
export interface Proof {
  index: number;
  treeSize: number;
  /** Base64, from the leaf upwards. */
  hashes: string[];
  /** The signed note (C2SP tlog-checkpoint). */
  checkpoint: string;
}

export interface KeptReceipt {
  receipt: string;
  number: string;
  salt: string;
  entryId: string;
  content: unknown;
}

export interface ReceiptDocument extends Omit<KeptReceipt, 'entryId'> {
  /** The register's entry, base64. */
  entry: string;
  proof: Proof | null;
}

/** The transparency log of the installation: one entry for each thing that courts ask about. */
@Injectable()
export class RegisterService {
  constructor(
    private readonly database: Database,
    private readonly log: LogService,
  ) {}

  /** Adds an entry in the running transaction; the worker seals it within ten seconds. */
  async append(draft: EntryDraft): Promise<Entry> {
    const entry = makeEntry(draft);
    await this.database.rows(`insert into register.entry (id, entry) values (?, decode(?, 'base64'))`, [
      entry.id,
      entry.bytes.toString('base64'),
    ]);
    return entry;
  }

  /** Where an entry lies in the tree of the newest head, or null until it is sealed. */
  async proofFor(entryId: string): Promise<Proof | null> {
    const [row] = await this.database.rows<{ index: string; size: string; note: string }>(
      `select l.index, c.size, c.note from register.leaf l,
         lateral (select size, note from register.checkpoint where size > l.index order by size desc limit 1) c
       where l.entry_id = ?`,
      [entryId],
    );
    if (!row) return null;

    const [index, treeSize] = [Number(row.index), Number(row.size)];
    const path = await this.log.tree(treeSize).inclusionProof(index);
    return { index, treeSize, hashes: path.map((hash) => hash.toString('base64')), checkpoint: row.note };
  }

  /** SHA-256 (hex) of the bytes of entries, by their id. */
  async entryHashes(ids: string[]): Promise<Map<string, string>> {
    const rows = await this.database.rows<{ id: string; hash: string }>(
      `select id, encode(sha256(entry), 'hex') as hash from register.entry where id = any(?::uuid[])`,
      [`{${ids.join(',')}}`],
    );
    return new Map(rows.map(({ id, hash }) => [id, hash]));
  }

  /** The receipt as its holder keeps it: signature, entry, proof once sealed, and the content. */
  async receiptDocument({ entryId, ...receipt }: KeptReceipt): Promise<ReceiptDocument> {
    const [row] = await this.database.rows<{ entry: string }>(
      `select encode(entry, 'base64') as entry from register.entry where id = ?`,
      [entryId],
    );
    return { ...receipt, entry: row!.entry.replaceAll('\n', ''), proof: await this.proofFor(entryId) };
  }
}
