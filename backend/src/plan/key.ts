import { Problem } from '../platform/problem.js';

const KEY = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const MAX_KEY = 80;
const MAX_TITLE = 300;

/** Refuses a key that cannot stand in an address, and a title that says nothing. Throws `input.invalid`. */
export function checkKey(key: string, title: string): void {
  const fields: Record<string, string> = {};
  if (!KEY.test(key) || key.length > MAX_KEY) fields.key = 'key.malformed';
  if (!title.trim()) fields.title = 'title.empty';
  if (title.length > MAX_TITLE) fields.title = 'title.too-long';
  if (Object.keys(fields).length) throw new Problem('input.invalid', fields);
}

/** `Begründung (Entwurf)` becomes `begruendung-entwurf`; empty where nothing is left. */
export function keyOf(words: string): string {
  const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
  return words
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => umlauts[letter]!)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_KEY - 5)
    .replace(/^-|-$/g, '');
}

/** A key from words that nobody has yet: `gutachten`, `gutachten-2` … */
export function freeKey(words: string, taken: ReadonlySet<string>): string {
  const key = keyOf(words) || 'ohne-namen';
  for (let count = 1; ; count++) {
    const tried = count === 1 ? key : `${key}-${count}`;
    if (!taken.has(tried)) return tried;
  }
}
