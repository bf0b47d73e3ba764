import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';

/** The bytes of a value in JSON as RFC 8785 orders them, UTF-8: the same value always gives the same bytes. */
export function canonicalBytes(value: unknown): Buffer {
  const text = canonicalize(JSON.parse(JSON.stringify(value)));
  if (text === undefined) throw new Error('Only JSON can be hashed.');
  return Buffer.from(text, 'utf8');
}

/** SHA-256 in hex. */
export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

/** SHA-256 in hex of a value's canonical JSON. */
export const sha256OfCanonical = (value: unknown): string => sha256(canonicalBytes(value));
