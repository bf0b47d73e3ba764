import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where real contributions lie beside a checkout; CC BY 4.0, The Computational Democracy Project. */
const FOLDER = process.env.KLIMARAT ?? resolve(import.meta.dirname, '../../../shared/data/klimarat');

/** A contribution, and whether their moderators let it in. */
export interface Moderated {
  text: string;
  isAccepted: boolean;
}

/** The files as they are, sorted by name; none where the data is absent. */
export const klimaratFiles = (): string[] =>
  existsSync(FOLDER)
    ? globSync('*-comments.csv', { cwd: FOLDER })
        .sort()
        .map((name) => join(FOLDER, name))
    : [];

/** 1,100 real German contributions (Klimarat, Austria 2022) with their decisions, or null where the data is absent. */
export function moderated(): Moderated[] | null {
  if (!existsSync(FOLDER)) return null;
  return klimaratFiles()
    .flatMap((file) => rowsOf(readFileSync(file, 'utf8')).slice(1))
    .map((row) => ({ text: row[7] ?? '', isAccepted: row[6] === '1' }))
    .filter(({ text }) => text.trim());
}

/** Their texts alone. */
export const contributions = (): string[] | null => moderated()?.map(({ text }) => text) ?? null;

/** The rows of a CSV file (RFC 4180). */
export function rowsOf(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    if (row.length > 1) rows.push(row);
    row = [];
  }
  return rows;
}
