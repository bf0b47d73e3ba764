import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'vectors');

const LETTERS: Record<string, string> = { n: '\n', r: '\r', t: '\t', f: '\f', '\\': '\\' };

/** A group of vectors: one file, whose first line says what they have in common. */
export interface Group {
  name: string;
  vectors: string[];
}

/** Every vector of the folder; `HIT` in a file is what tells the test that something ran. */
export const groups: Group[] = readdirSync(FOLDER)
  .sort()
  .map((file) => {
    const [, ...lines] = readFileSync(join(FOLDER, file), 'utf8').replace(/\n$/, '').split('\n');
    return { name: file.replace('.txt', ''), vectors: lines.map(meant) };
  });

export const vectors: string[] = groups.flatMap((group) => group.vectors);

/** What a line of a file means: JavaScript's escapes are read, everything else is as it stands. */
function meant(line: string): string {
  return line
    .replace(/\\(?:u[0-9a-f]{4}|U[0-9a-f]{8}|[nrtf\\])/g, (escape) =>
      /^.u/i.test(escape) ? String.fromCodePoint(Number.parseInt(escape.slice(2), 16)) : LETTERS[escape[1]!]!,
    )
    .replaceAll('HIT', '__hit()');
}

// eslint-disable-next-line no-control-regex -- signs that no text has are what is looked for
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\uffff]/;

/** The vectors that a text may hold at all; the others are refused. */
export const writable = vectors.filter((vector) => !UNWRITABLE.test(vector));
