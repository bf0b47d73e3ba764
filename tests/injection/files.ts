import type { Attacked } from './attack.ts';
import { PROCEDURE } from './citizens.ts';
import type { Client } from './client.ts';

/** A file that is made of what people wrote. */
export interface Made {
  path: string;
  as: 'admin' | 'planung' | 'sachbearbeitung' | null;
  type: RegExp;
}

/** Every kind of file with the address of one. */
export async function filesOf({ letters, said, procedure }: Attacked, client: Client): Promise<Made[]> {
  const [letter] = letters;
  const opened = `/api/receipts/${letter!.number}/${letter!.code}`;
  const { caseExports } = await client.asks<Exports>('CaseExportPage', {}, 'sachbearbeitung');
  const tables = caseExports.exports.filter(({ isFinished }) => isFinished);
  void said;
  return [
    { path: '/api/feed.atom', as: null, type: ATOM },
    { path: `/api/procedures/${procedure.slug}/calendar.ics`, as: null, type: CALENDAR },
    { path: `${opened}/receipt.json`, as: null, type: JSON_TEXT },
    { path: `${opened}/receipt.pdf`, as: null, type: PDF },
    { path: `/api/procedures/${PROCEDURE}/result.pdf`, as: null, type: PDF },
    { path: '/api/desk/log.csv', as: 'admin', type: CSV },
    { path: `/api/desk/log.csv?procedure=${PROCEDURE}`, as: 'admin', type: CSV },
    { path: `/api/desk/procedures/${PROCEDURE}/statistics/days.csv`, as: 'planung', type: CSV },
    { path: `/api/desk/procedures/${PROCEDURE}/statistics/report.pdf`, as: 'planung', type: PDF },
    { path: `/api/desk/letters/${letters[2]!.number}/letter.pdf`, as: 'sachbearbeitung', type: PDF },
    ...tables.map(({ id, format }): Made => ({
      path: `/api/desk/exports/${id}`,
      as: 'sachbearbeitung',
      type: format === 'csv' ? CSV : XLSX,
    })),
  ];
}

interface Exports {
  caseExports: { exports: { id: string; format: string; isFinished: boolean }[] };
}

export const ATOM = /^application\/atom\+xml/;
export const CALENDAR = /^text\/calendar/;
export const CSV = /^text\/csv/;
export const PDF = /^application\/pdf/;
export const XLSX = /^application\/vnd\.openxmlformats/;
const JSON_TEXT = /^application\/json/;

/** What a spreadsheet takes for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** The cells of a table that would be taken for formulas; a number is none. Throws where a row has not as many as the head. */
export function formulasIn(text: string): string[] {
  const rows = rowsOf(text.replace(/^\uFEFF/, ''));
  const uneven = rows.find((row) => row.length !== rows[0]!.length);
  if (uneven)
    throw new Error(
      `A row of ${uneven.length} cells, not ${rows[0]!.length}: ${uneven.join(' | ').slice(0, 300)}`,
    );
  return rows.flat().filter((cell) => FORMULA.test(cell) && !/^-?\d+(,\d+)?$/.test(cell));
}

/** RFC 4180 with semicolons, read anew: nothing of what wrote it. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^;"\r\n]*))(;|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ';') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

const PROPERTIES = /^(BEGIN|END):(VCALENDAR|VEVENT)$|^(VERSION|PRODID|METHOD|NAME|X-WR-CALNAME|UID|SEQUENCE|DTSTAMP|DTSTART|DTEND|X-MICROSOFT-[A-Z-]+|SUMMARY|DESCRIPTION|URL|STATUS|CLASS|TRANSP|X-WR-TIMEZONE|TIMEZONE-ID|LOCATION|X-MOZ-[A-Z-]+|LAST-MODIFIED|CREATED)[;:]/; // prettier-ignore

/** The lines of a calendar that are no line of ours (RFC 5545), once those that were folded are whole again. */
export const strangeLines = (text: string): string[] =>
  text
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter((line) => line && (!PROPERTIES.test(line) || /[\r\n]/.test(line)));

/** What makes a PDF do something when it is opened. */
export const activeIn = (text: string): string[] =>
  text.match(/\/(JavaScript|JS|OpenAction|AA|Launch|EmbeddedFile|SubmitForm|URI|XFA)\b/g) ?? [];
