import { mac } from '../platform/mac.js';

/** Crockford's letters: no I, L, O and U, which are heard or read as something else. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The number of a receipt, to be spoken on the phone: `XXX-XXX-XXX`. The first group names the town; the others
 * come from a keyed hash of the submission, another one for each attempt.
 */
export function numberOf(townCode: string, key: string, attempt: number): string {
  const letters = lettersOf(`number|${attempt}|${key}`, 6);
  return `${townCode}-${letters.slice(0, 3)}-${letters.slice(3)}`;
}

/** What opens a receipt together with its number, without an account: `XXXX-XXXX`. */
export function codeOf(key: string): string {
  const letters = lettersOf(`code|${key}`, 8);
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** A number as somebody typed it, in its one form; forgives case, spaces, O for 0, I and L for 1. Null when it is none. */
export function parseNumber(typed: string): string | null {
  const letters = plainLetters(typed);
  return letters.length === 9 ? `${letters.slice(0, 3)}-${letters.slice(3, 6)}-${letters.slice(6)}` : null;
}

/** A code as somebody typed it, in its one form, or null. */
export function parseCode(typed: string): string | null {
  const letters = plainLetters(typed);
  return letters.length === 8 ? `${letters.slice(0, 4)}-${letters.slice(4)}` : null;
}

function plainLetters(typed: string): string {
  const letters = typed
    .toUpperCase()
    .replace(/[\s.-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return [...letters].every((letter) => LETTERS.includes(letter)) ? letters : '';
}

function lettersOf(message: string, count: number): string {
  const bytes = mac('codeKey', message);
  return [...bytes.subarray(0, count)].map((byte) => LETTERS[byte & 31]).join('');
}
