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
