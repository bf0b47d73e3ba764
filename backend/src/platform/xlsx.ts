import { crc32, createDeflateRaw } from 'node:zlib';

/** A cell of Excel holds no more (its own limit). */
const MOST = 32_767;
const CUT = ' … (gekürzt; vollständig in der CSV-Datei)';
/** What XML 1.0 has no place for. */
const UNWRITABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The parts around the one sheet (ECMA-376); the first row stays in sight. */
const PARTS: Record<string, string> = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${SPREADSHEET}" xmlns:r="${RELATIONS}"><sheets><sheet name="Tabelle" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};
const BEGIN = `${XML}<worksheet xmlns="${SPREADSHEET}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>`;

/**
 * A table as one sheet of XLSX, made while the rows come, so that its length costs no memory. Every cell is a text: none
 * is ever taken for a formula.
 */
export async function* xlsx(rows: AsyncIterable<readonly string[][]>): AsyncGenerator<Uint8Array> {
  const zip = new Zip();
  for (const [name, text] of Object.entries(PARTS)) yield* zip.part(name, once(XML + text));
  yield* zip.part('xl/worksheets/sheet1.xml', sheet(rows));
  yield zip.end();
}

async function* sheet(rows: AsyncIterable<readonly string[][]>): AsyncGenerator<string> {
  yield BEGIN;
  for await (const some of rows) yield some.map(rowOf).join('');
  yield '</sheetData></worksheet>';
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

interface Part {
  name: Buffer;
  /** Where it begins. */
  at: number;
  crc: number;
  size: number;
  packed: number;
}

/** A ZIP archive (APPNOTE 6.3) whose parts are written before their sizes are known; below 4 GiB, as Excel wants it. */
class Zip {
  private readonly parts: Part[] = [];
  private at = 0;

  async *part(name: string, texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
    const part: Part = { name: Buffer.from(name), at: this.at, crc: 0, size: 0, packed: 0 };
    this.parts.push(part);
    yield this.counted(headOf(part));
    const deflate = createDeflateRaw({ level: 1 });
    let made: Buffer[] = [];
    deflate.on('data', (some: Buffer) => made.push(some));
    const taken = () => {
      const all = Buffer.concat(made);
      made = [];
      part.packed += all.length;
      return this.counted(all);
    };
    for await (const text of texts) {
      const bytes = Buffer.from(text);
      part.crc = crc32(bytes, part.crc);
      part.size += bytes.length;
      await new Promise<void>((done, failed) =>
        deflate.write(bytes, (error) => (error ? failed(error) : done())),
      );
      yield taken();
    }
    await new Promise<unknown>((done, failed) => deflate.once('end', done).once('error', failed).end());
    yield taken();
    yield this.counted(numbers([4, 0x08074b50], [4, part.crc], [4, part.packed], [4, part.size]));
  }

  end(): Uint8Array {
    const directory = Buffer.concat(this.parts.map(entryOf));
    const count = this.parts.length;
    const sums = [
      [4, directory.length],
      [4, this.at],
      [2, 0],
    ] as Field[];
    return Buffer.concat([directory, numbers([4, 0x06054b50], [4, 0], [2, count], [2, count], ...sums)]);
  }

  private counted(bytes: Buffer): Buffer {
    this.at += bytes.length;
    return bytes;
  }
}

/** A number with its length in bytes, least first. */
type Field = [bytes: 2 | 4, value: number];

function numbers(...fields: Field[]): Buffer {
  const made = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  fields.reduce((at, [bytes, value]) => made.writeUIntLE(value, at, bytes), 0);
  return made;
}

/** Needs version 2.0; sizes follow the data, names are UTF-8; deflated; of 1 January 1980, so that equal rows make equal files. */
const KIND: Field[] = [[2, 20], [2, 0x0808], [2, 8], [4, 0x00210000]]; // prettier-ignore

const headOf = ({ name }: Part): Buffer =>
  Buffer.concat([numbers([4, 0x04034b50], ...KIND, [4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]), name]);

function entryOf({ name, at, crc, size, packed }: Part): Buffer {
  const sums: Field[] = [[4, crc], [4, packed], [4, size], [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]; // prettier-ignore
  return Buffer.concat([numbers([4, 0x02014b50], [2, 20], ...KIND, ...sums), name]);
}

const rowOf = (cells: string[]): string => `<row>${cells.map(cellOf).join('')}</row>`;

function cellOf(value: string): string {
  if (!value) return '<c/>';
  const text = value.length > MOST ? value.slice(0, MOST - CUT.length) + CUT : value;
  const written = text
    .replace(UNWRITABLE, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  return `<c t="inlineStr"><is><t xml:space="preserve">${written}</t></is></c>`;
}
