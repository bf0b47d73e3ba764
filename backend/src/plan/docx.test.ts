import { describe, expect, test } from '@jest/globals';
import { crc32 } from 'node:zlib';

import { readDocx } from './docx.js';

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

const STYLES = Object.entries({
  Titel: 'Title',
  berschrift1: 'heading 1',
  berschrift2: 'heading 2',
  Zitat: 'Quote',
})
  .map(([id, name]) => `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`)
  .join('');

const level = (number: number, format: string) =>
  `<w:lvl w:ilvl="${number}"><w:numFmt w:val="${format}"/></w:lvl>`;

/** A DOCX with stored parts, as a word processor would pack it. */
const docx = (body: string): Buffer =>
  zip({
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="r2" Type="${OFFICE}/numbering" Target="numbering.xml"/></Relationships>`,
    'word/styles.xml': `<w:styles xmlns:w="${WORD}">${STYLES}</w:styles>`,
    'word/numbering.xml': `<w:numbering xmlns:w="${WORD}"><w:abstractNum w:abstractNumId="0">${level(0, 'decimal')}${level(1, 'bullet')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
    'word/document.xml': `<w:document xmlns:w="${WORD}"><w:body>${body}</w:body></w:document>`,
  });

const line = (words: string, properties = '') =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${words}</w:t></w:r></w:p>`;
const styled = (style: string, words: string) => line(words, `<w:pStyle w:val="${style}"/>`);
const numbered = (depth: number, words: string) =>
  line(words, `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="1"/></w:numPr>`);
const cell = (words: string) => `<w:tc>${line(words)}</w:tc>`;

describe('a DOCX', () => {
  test('becomes title, headings, numbered paragraphs, lists and plain words', async () => {
    const body = [
      styled('Titel', 'Textliche Festsetzungen'),
      styled('berschrift1', '1 Art der Nutzung'),
      numbered(0, 'Im WA 1 sind zulässig:'),
      numbered(1, 'Wohngebäude,'),
      numbered(1, 'Läden.'),
      numbered(0, 'Tankstellen sind unzulässig.'),
      styled('Zitat', 'Hier darf keine Tankstelle stehen.'),
      styled('berschrift2', '1.1 Maß'),
      '<w:p/>',
      `<w:tbl><w:tr>${cell('WA 1')}${cell('GRZ 0,4')}</w:tr><w:tr>${cell('WA 2')}${cell('GRZ 0,3')}</w:tr></w:tbl>`,
    ].join('');

    expect(await readDocx(docx(body))).toEqual({
      title: 'Textliche Festsetzungen',
      blocks: [
        { kind: 'heading', level: 2, text: '1 Art der Nutzung' },
        {
          kind: 'paragraph',
          number: 1,
          text: 'Im WA 1 sind zulässig:\n- Wohngebäude,\n- Läden.',
          plain: null,
        },
        {
          kind: 'paragraph',
          number: 2,
          text: 'Tankstellen sind unzulässig.',
          plain: 'Hier darf keine Tankstelle stehen.',
        },
        { kind: 'heading', level: 3, text: '1.1 Maß' },
        { kind: 'paragraph', number: 3, text: 'WA 1 – GRZ 0,4', plain: null },
        { kind: 'paragraph', number: 4, text: 'WA 2 – GRZ 0,3', plain: null },
      ],
    });
  });

  test('takes its only first heading as title when no line has that style', async () => {
    const { title, blocks } = await readDocx(
      docx(styled('berschrift1', 'Begründung') + styled('berschrift2', '1 Anlass') + line('Absatz.')),
    );
    expect(title).toBe('Begründung');
    expect(blocks[0]).toEqual({ kind: 'heading', level: 2, text: '1 Anlass' });
  });

  test('keeps marks of HTML as the words they are, and leaves out what was deleted', async () => {
    const deleted =
      '<w:p><w:del><w:r><w:delText>weg</w:delText></w:r></w:del><w:r><w:t>bleibt</w:t></w:r></w:p>';
    const { blocks } = await readDocx(docx(line('&lt;script&gt;alert(1)&lt;/script&gt;') + deleted));
    expect(blocks.map(({ text }) => text)).toEqual(['<script>alert(1)</script>', 'bleibt']);
  });

  test('must be one, with something in it, and must not unpack to a giant', async () => {
    await expect(readDocx(Buffer.from('%PDF-1.7'))).rejects.toThrow('docx.unreadable');
    await expect(readDocx(zip({ mimetype: 'application/epub+zip' }))).rejects.toThrow('docx.unreadable');
    await expect(readDocx(docx('<w:p/>'))).rejects.toThrow('plan-text.empty');

    const giant = docx(line('x'));
    giant.writeUInt32LE(0x7fffffff, giant.indexOf(Buffer.from('504b0102', 'hex')) + 24);
    await expect(readDocx(giant)).rejects.toThrow('docx.too-large');
  });
});

function zip(files: Record<string, string>): Buffer {
  const parts: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [title, data] = [Buffer.from(name), Buffer.from(text)];
    const sizes = Buffer.alloc(26);
    sizes.writeUInt16LE(20, 0);
    sizes.writeUInt32LE(crc32(data), 10);
    sizes.writeUInt32LE(data.length, 14);
    sizes.writeUInt32LE(data.length, 18);
    sizes.writeUInt16LE(title.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const part = Buffer.concat([Buffer.from('504b0304', 'hex'), sizes, title, data]);
    entries.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), sizes, tail, title]));
    parts.push(part);
    offset += part.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}
