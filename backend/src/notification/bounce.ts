import { timingSafeEqual } from 'node:crypto';

import { env } from '../platform/env.js';
import { mac } from '../platform/mac.js';

const MAC_DIGITS = 16;
const WRITTEN = /^b-([0-9a-z]{1,25})-([0-9a-z]{1,11})-([0-9a-f]{16})@/;

/** Which mail a return path belongs to: to whom, and the position of the news up to which it told. */
export interface Returned {
  subscriberId: string;
  toldTo: number;
}

/**
 * The address to which a mail comes back that cannot be delivered: one for each mail (VERP), with a keyed hash, so that
 * nobody can make up a return. Undefined where none comes in. In lower case, since some servers write it so.
 */
export function returnPath(subscriberId: string, toldTo: number): string | undefined {
  if (!env.BOUNCE_DOMAIN) return undefined;
  const name = `${BigInt(`0x${subscriberId.replaceAll('-', '')}`).toString(36)}-${toldTo.toString(36)}`;
  return `b-${name}-${signatureOf(name)}@${env.BOUNCE_DOMAIN}`;
}

/** What a return path says; null for one that we did not write. */
export function readReturnPath(address: string): Returned | null {
  const [, id, toldTo, signature] = WRITTEN.exec(address.toLowerCase()) ?? [];
  if (!id || !toldTo || !signature) return null;
  const isOurs = timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(`${id}-${toldTo}`)));
  return isOurs ? { subscriberId: uuidFrom(id), toldTo: Number.parseInt(toldTo, 36) } : null;
}

const signatureOf = (name: string): string =>
  mac('codeKey', `return|${name}`).toString('hex').slice(0, MAC_DIGITS);

function uuidFrom(text: string): string {
  const digits = [...text].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
  const hex = digits.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
