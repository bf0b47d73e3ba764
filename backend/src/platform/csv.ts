/** What a spreadsheet would take for a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;
const BYTE_ORDER_MARK = '\uFEFF';

type Row = readonly (string | number)[];

/** A table as German spreadsheets open it: UTF-8 with mark, semicolons, CRLF; no cell is ever taken for a formula. */
export const csv = (rows: readonly Row[]): string => `${BYTE_ORDER_MARK}${lines(rows, ';')}`;

/** A table as RFC 4180 says, for machines: UTF-8, commas, CRLF; no cell is ever taken for a formula. */
export const commaCsv = (rows: readonly Row[]): string => lines(rows, ',');

const lines = (rows: readonly Row[], comma: string): string =>
  rows.map((row) => `${row.map(cell).join(comma)}\r\n`).join('');

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
