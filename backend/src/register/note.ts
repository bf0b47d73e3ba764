import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';

import { env, secrets } from '../platform/env.js';

/** Ed25519 in the notation of C2SP signed-note. */
const ED25519 = 0x01;

interface NoteKey {
  name: string;
  private: KeyObject;
  raw: Buffer;
  id: Buffer;
}

let known: NoteKey | null = null;

/** The register's key; its name is the log's origin: the installation's host and `/register`. */
function noteKey(): NoteKey {
  if (known) return known;
  const privateKey = createPrivateKey({ key: secrets().registerKey as JsonWebKey, format: 'jwk' });
  const raw = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x!, 'base64url');
  const name = `${new URL(env.ORIGIN).host}/register`;
  return (known = { name, private: privateKey, raw, id: keyId(name, raw) });
}

const keyId = (name: string, raw: Buffer) =>
  createHash('sha256').update(`${name}\n`).update(Buffer.of(ED25519)).update(raw).digest().subarray(0, 4);

/** The verifier key, as the Go package sumdb/note and every C2SP client read it. */
export function verifierKey(): string {
  const { name, id, raw } = noteKey();
  return `${name}+${id.toString('hex')}+${Buffer.concat([Buffer.of(ED25519), raw]).toString('base64')}`;
}

/** A signed tree head (C2SP tlog-checkpoint). */
export function signCheckpoint(size: number, root: Buffer): string {
  const { name, id, private: key } = noteKey();
  const text = `${name}\n${size}\n${root.toString('base64')}\n`;
  const signature = Buffer.concat([id, sign(null, Buffer.from(text), key)]);
  return `${text}\n— ${name} ${signature.toString('base64')}\n`;
}

export interface Checkpoint {
  size: number;
  root: Buffer;
}

/** What a checkpoint that we signed says, or null when a byte is not as it was. */
export function readCheckpoint(note: string): Checkpoint | null {
  const [text, signatures] = note.split('\n\n');
  const { name, id, private: key } = noteKey();
  const line = signatures?.split('\n').find((one) => one.startsWith(`— ${name} `));
  if (!text || !line) return null;

  const bytes = Buffer.from(line.slice(`— ${name} `.length), 'base64');
  const isOurs = bytes.subarray(0, 4).equals(id);
  if (!isOurs || !verify(null, Buffer.from(`${text}\n`), createPublicKey(key), bytes.subarray(4)))
    return null;
  const [origin, size, root] = text.split('\n');
  return origin === name ? { size: Number(size), root: Buffer.from(root ?? '', 'base64') } : null;
}
