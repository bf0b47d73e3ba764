import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `npm run import -- --town TOWN --procedure PROCEDURE document|text|outline|drawing|contributions FILE

  document   a PDF         --title "Umweltbericht" [--kind KIND] [--language de]
  text       .md or .docx  [--title "Begründung"]
  outline    GeoJSON (WGS84) with one area
  drawing    GeoJSON (WGS84); each feature has a name
  contributions  CSV with a line of names   --dialogue DIALOGUE [--columns text=Beitrag,time=Datum]

  --town       the first part of the host name: zeitz for zeitz.localhost
  --procedure  the last part of the procedure's address
  --key        the name under which it is laid out; otherwise that of the file. A key that is there already gets
               a new version; the version before stays readable.
  --kind       notice, plan-drawing, reasons, environmental-report, expert-report, statute, summary-statement, other`;

const MAX_BYTES = 100 * 1024 * 1024;
const KINDS = ['document', 'text', 'outline', 'drawing', 'contributions'] as const;

export interface Order {
  town: string;
  procedure: string;
  what: (typeof KINDS)[number];
  fileName: string;
  content: Buffer;
  key?: string;
  title?: string;
  kind?: string;
  language?: string;
  /** Of contributions: the last part of the dialogue's address, and our columns by their names in the file. */
  dialogue?: string;
  columns?: Record<string, string>;
}

/** Something that the person at the command line can mend; `isUsage` when the words were wrong, not the file. */
export class Refusal extends Error {
  readonly isUsage: boolean;

  constructor(message: string, isUsage = false) {
    super(message);
    this.isUsage = isUsage;
  }
}

/** What the words of the command line ask for, with the bytes of the file. Throws a Refusal in one sentence. */
export async function readOrder(words: string[]): Promise<Order> {
  const { values, positionals } = parsed(words);
  const [what, file, ...more] = positionals;
  const { town, procedure, columns, ...rest } = values;
  if (!town) throw new Refusal('Say which town: --town zeitz', true);
  if (!procedure) throw new Refusal('Say which procedure: --procedure elsterterrassen', true);
  if (!isKind(what))
    throw new Refusal('Say what it is: document, text, outline, drawing or contributions.', true);
  if (!file) throw new Refusal('Say which file.', true);
  if (what === 'contributions' && !rest.dialogue)
    throw new Refusal('Say which dialogue: --dialogue was-fehlt-ihnen', true);
  if (more.length) throw new Refusal(`Only one file at a time; "${more[0]}" is one too many.`, true);

  const named = columns === undefined ? {} : { columns: namesIn(columns) };
  return { town, procedure, what, ...rest, ...named, fileName: basename(file), content: await bytesOf(file) };
}

const text = { type: 'string' } as const;

function parsed(words: string[]) {
  const options = {
    ...{ town: text, procedure: text, key: text, title: text, kind: text, language: text },
    ...{ dialogue: text, columns: text },
  };
  try {
    return parseArgs({ args: words, options, allowPositionals: true });
  } catch (error) {
    throw new Refusal((error as Error).message, true);
  }
}

/** `text=Beitrag,time=Datum`: our columns by the names that the file has for them. */
function namesIn(columns: string): Record<string, string> {
  const pairs = columns.split(',').map((pair) => pair.split('='));
  if (pairs.some((pair) => pair.length !== 2 || !pair[0] || !pair[1]))
    throw new Refusal('Say the columns as --columns text=Beitrag,time=Datum', true);
  return Object.fromEntries(pairs.map(([ours, theirs]) => [ours!.trim(), theirs!.trim()]));
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) throw new Refusal(`${file} has more than 100 MB.`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new Refusal(`There is no file ${file}.`);
    if (code === 'EISDIR') throw new Refusal(`${file} is a folder, not a file.`);
    throw new Refusal(`${file} cannot be read (${code}).`);
  }
}

const isKind = (word: string | undefined): word is Order['what'] => KINDS.some((kind) => kind === word);
