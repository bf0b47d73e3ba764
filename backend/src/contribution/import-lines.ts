import { parse } from 'csv-parse/sync';
import type { Point } from 'geojson';
import { Temporal } from 'temporal-polyfill';

import { ZONE } from '../procedure/calendar.js';
import { MAX_CONTRIBUTION } from './contribution.entity.js';

/** What a line of the file can say; `id` is its name in the earlier portal. */
export const COLUMNS = [
  ...(['id', 'title', 'text', 'time', 'category', 'author', 'agree', 'neutral', 'disagree'] as const),
  ...(['longitude', 'latitude', 'accepted'] as const),
];
type Column = (typeof COLUMNS)[number];

const HEAD_BYTES = 4_096;
const MAX_TITLE = 160;
const SHORT_TITLE = 60;
const MAX_RATINGS = 10_000_000;
const YES = ['1', 'yes', 'ja', 'true'];
const NO = ['-1', 'no', 'nein', 'false'];

/** A contribution as an earlier portal had it. */
export interface ImportedLine {
  /** The line in the file, from 1. */
  line: number;
  key: string | null;
  title: string;
  text: string;
  category: string | null;
  authorName: string | null;
  place: Point | null;
  /** When it was written there; null where the file does not say. */
  at: Date | null;
  agree: number;
  neutral: number;
  disagree: number;
  /** What the moderators there decided; null where they did not, or the file does not say. */
  isAccepted: boolean | null;
}

/** Why a line is left out: the name of the column and what is wrong with it, for who runs the import. */
export interface WrongLine {
  line: number;
  column: string;
  reason: string;
}

/** Our columns by the names that the file has for them: `{ text: 'comment-body' }`. */
export type ColumnNames = Partial<Record<Column, string>>;

interface Row {
  record: Record<string, string>;
  info: { lines: number };
}

/**
 * Reads a CSV file (RFC 4180, UTF-8, with a line of names) into contributions; `;` divides where the names are divided by it, else `,`. Each wrong line
 * is named and left out. Throws what the parser says where the file is no CSV at all.
 */
export function linesOf(csv: Buffer, names: ColumnNames = {}): { lines: ImportedLine[]; wrong: WrongLine[] } {
  const [head = ''] = csv.toString('utf8', 0, HEAD_BYTES).split('\n');
  const delimiter = head.includes(';') ? ';' : ',';
  const options = {
    ...{ bom: true, columns: true, info: true, delimiter },
    ...{ relax_column_count: true, skip_empty_lines: true },
  };
  const rows = parse(csv, options) as unknown as Row[];
  const lines: ImportedLine[] = [];
  const wrong: WrongLine[] = [];
  for (const { record, info } of rows) {
    const say = (column: Column) => (record[names[column] ?? column] ?? '').trim();
    const read = reading(info.lines, say);
    if ('reason' in read) wrong.push(read);
    else lines.push(read);
  }
  return { lines, wrong };
}

function reading(line: number, say: (column: Column) => string): ImportedLine | WrongLine {
  const wrong = (column: Column, reason: string): WrongLine => ({ line, column, reason });
  const text = say('text');
  if (!text) return wrong('text', 'is missing');
  if (text.length > MAX_CONTRIBUTION) return wrong('text', `has more than ${MAX_CONTRIBUTION} letters`);
  if (!text.isWellFormed() || text.includes('\u0000'))
    return wrong('text', 'has letters that nobody can read');
  const at = instantOf(say('time'));
  if (at === undefined)
    return wrong('time', 'is no time in ISO 8601 and no number of milliseconds since 1970');
  const counts = (['agree', 'neutral', 'disagree'] as const).map((column) => Number(say(column) || 0));
  const bad = counts.findIndex((count) => !Number.isInteger(count) || count < 0 || count > MAX_RATINGS);
  if (bad >= 0)
    return wrong((['agree', 'neutral', 'disagree'] as const)[bad]!, 'is no whole number from 0 on');
  const place = placeOf(say('longitude'), say('latitude'));
  if (place === undefined) return wrong('longitude', 'makes no place in WGS84 degrees with the latitude');
  const accepted = say('accepted').toLowerCase();
  if (accepted && !['0', ...YES, ...NO].includes(accepted))
    return wrong('accepted', 'is none of 1, -1, 0, yes, no, ja, nein');
  const [agree, neutral, disagree] = counts as [number, number, number];
  return {
    ...{
      line,
      key: say('id') || null,
      title: say('title').slice(0, MAX_TITLE) || titleOf(text),
      text,
      place,
      at,
    },
    ...{ category: say('category').slice(0, 80) || null, authorName: say('author').slice(0, 80) || null },
    ...{ agree, neutral, disagree },
    isAccepted: YES.includes(accepted) ? true : NO.includes(accepted) ? false : null,
  };
}

/** The beginning of a text that has no title of its own, up to a word's end. */
function titleOf(text: string): string {
  const [first = ''] = text.split('\n');
  if (first.length <= SHORT_TITLE) return first.padEnd(3, '.');
  return `${first.slice(0, SHORT_TITLE).replace(/\s+\S*$/, '')} …`;
}

/** ISO 8601, in Berlin's time where it names no zone, or milliseconds since 1970; null for nothing, undefined for neither. */
function instantOf(time: string): Date | null | undefined {
  if (!time) return null;
  try {
    if (/^\d{12,14}$/.test(time)) return new Date(Number(time));
    if (/(Z|[+-]\d\d:?\d\d)$/i.test(time)) return new Date(Temporal.Instant.from(time).epochMilliseconds);
    return new Date(Temporal.PlainDateTime.from(time).toZonedDateTime(ZONE).epochMilliseconds);
  } catch {
    return undefined;
  }
}

function placeOf(longitude: string, latitude: string): Point | null | undefined {
  if (!longitude && !latitude) return null;
  const coordinates = [longitude, latitude].map((degrees) => Number(degrees.replace(',', '.') || NaN));
  const [x, y] = coordinates as [number, number];
  return Math.abs(x) <= 180 && Math.abs(y) <= 90 ? { type: 'Point', coordinates: [x, y] } : undefined;
}
