import { createHash, randomUUID } from 'node:crypto';

import { canonicalBytes, sha256 } from './canonical.js';

/** What courts ask about. */
export type EntryKind =
  | 'statement-arrived'
  | 'contribution-arrived'
  | 'answer-published'
  | 'comment-arrived'
  | 'laid-out'
  | 'taken-down'
  | 'decision-published';

export interface EntryDraft {
  kind: EntryKind;
  at: Date;
  /** 32 random bytes, kept with what is committed to, never in the register. */
  salt: Buffer;
  /** What the entry commits to. */
  content: unknown;
}

export interface Entry {
  id: string;
  /** Canonical JSON; what the register keeps, and no personal data. */
  bytes: Buffer;
  /** SHA-256 of the bytes, hex. */
  hash: string;
}

/** An entry of the register: kind, instant (UTC) and a salted hash of what is committed to. */
export function makeEntry({ kind, at, salt, content }: EntryDraft): Entry {
  const commitment = createHash('sha256').update(salt).update(canonicalBytes(content)).digest('hex');
  const bytes = canonicalBytes({ v: 1, kind, at: at.toISOString(), commitment });
  return { id: randomUUID(), bytes, hash: sha256(bytes) };
}
