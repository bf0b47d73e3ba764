import { describe, expect, test } from '@jest/globals';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { PDFDocument, PDFName, PDFString } from 'pdf-lib';
import sharp from 'sharp';

import { env } from './env.js';
import { publicCopy } from './file-copies.js';
import { allowedKinds, kindOf, safeName } from './file-kinds.js';
import { Files } from './files.js';

const files = new Files();
const tenantId = randomUUID();
const bytesOf = async (stream: Readable) => Buffer.concat(await stream.toArray());
const keptFiles = () =>
  globSync('**/*', { cwd: env.FILES_DIR, withFileTypes: true }).filter((one) => one.isFile());

describe('the store of files', () => {
  test('gives back what it was given, under a key of the tenant', async () => {
    const content = randomBytes(300_000);
    const stored = await files.put(Readable.from([content.subarray(0, 7), content.subarray(7)]), {
      tenantId,
      maxBytes: 300_000,
    });

    expect(stored).toMatchObject({
      size: 300_000,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
    expect(stored.key).toMatch(new RegExp(`^${tenantId}/${stored.sha256.slice(0, 4)}/[0-9a-f-]{36}$`));
    expect((await bytesOf(files.read(stored.key))).equals(content)).toBe(true);
  });

  test('keeps a buffer as well, and the same bytes twice as two files', async () => {
    const twice = [1, 2].map(() => files.put(Buffer.from('Plan'), { tenantId, maxBytes: 10 }));
    const [one, two] = await Promise.all(twice);
    expect(one!.key).not.toBe(two!.key);
    await files.delete(one!.key);
    expect((await bytesOf(files.read(two!.key))).toString()).toBe('Plan');
  });

  test('keeps nothing of what is too large or breaks off', async () => {
    const before = keptFiles().length;
    await expect(files.put(Readable.from([randomBytes(11)]), { tenantId, maxBytes: 10 })).rejects.toThrow(
      'file.too-large',
    );
    const broken = Readable.from(
      (async function* () {
        yield randomBytes(5);
        throw new Error('the line dropped');
      })(),
    );
    await expect(files.put(broken, { tenantId, maxBytes: 10 })).rejects.toThrow('the line dropped');
    expect(keptFiles()).toHaveLength(before);
  });

  test('forgets', async () => {
    const { key } = await files.put(Buffer.from('x'), { tenantId, maxBytes: 1 });
    await files.delete(key);
    await files.delete(key);
    expect(existsSync(join(env.FILES_DIR, key))).toBe(false);
    await expect(bytesOf(files.read(key))).rejects.toThrow();
  });

  test.each([
    '../secrets.json',
    `${tenantId}/../../secrets.json`,
    `${tenantId}/abcd/../x`,
    '',
    '/etc/passwd',
    'incoming/x',
  ])('reads no path that is not a key: %j', (key) => {
    expect(() => files.read(key)).toThrow('file.not-found');
  });
});

describe('the kind of a file', () => {
  const kind = (content: Buffer | string) => kindOf(Readable.from([Buffer.from(content as string)]));
  const picture = () => sharp({ create: { width: 40, height: 20, channels: 3, background: '#8a1c2b' } });

  test('is read from its bytes', async () => {
    const pdf = await PDFDocument.create().then((one) => (one.addPage(), one.save()));
    expect(await kind(Buffer.from(pdf))).toBe('application/pdf');
    expect(await kind(await picture().jpeg().toBuffer())).toBe('image/jpeg');
    expect(await kind(await picture().png().toBuffer())).toBe('image/png');
    expect(await kind(await picture().webp().toBuffer())).toBe('image/webp');
    expect(await kind('Sehr geehrte Damen und Herren,\nich wohne in der Elsterstraße.')).toBe('text/plain');
    expect(await kind(zipOf('mimetype', 'application/vnd.oasis.opendocument.text'))).toBe(
      'application/vnd.oasis.opendocument.text',
    );
  });

  test.each<[string, Buffer | string]>([
    ['a program', Buffer.from('4d5a90000300000004000000ffff', 'hex')],
    ['a web page', '<!doctype html><script>alert(1)</script>'],
    ['a drawing with script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a GIF', 'GIF89a\u0001\u0000\u0001\u0000'],
    ['a zip', zipOf('x.txt', 'x')],
    ['bytes without sense', Buffer.from([0, 1, 2, 250, 251])],
    ['Latin-1', Buffer.from('Straße', 'latin1')],
    ['nothing', ''],
  ])('is not allowed for %s', async (_what, content) => {
    expect(allowedKinds).not.toContain(await kind(content));
  });
});

describe('the name of a file', () => {
  test.each([
    ['Einwände Straße.pdf', 'Einwände Straße.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\Anna\\Plan.pdf', 'Plan.pdf'],
    ['a/b\\c/d.txt', 'd.txt'],
    ['..', 'Anlage'],
    ['', 'Anlage'],
    ['.htaccess', 'htaccess'],
    ['CON.pdf', 'Anlage.pdf'],
    ['rechnung\u202Efdp.exe', 'rechnungfdp.exe'],
    ['zeile\r\nset-cookie: a=b.pdf', 'zeileset-cookie a=b.pdf'],
    ['a\u0000b.pdf', 'ab.pdf'],
    ['<img src=x onerror=alert(1)>.png', 'img src=x onerror=alert(1).png'],
    ['a\u0308.pdf', 'ä.pdf'],
  ])('%j becomes %j', (given, safe) => {
    expect(safeName(given)).toBe(safe);
  });

  test('is never longer than a file system bears', () => {
    expect(Buffer.byteLength(safeName(`${'ä'.repeat(5_000)}.pdf`))).toBeLessThanOrEqual(255);
  });
});

describe('a public copy', () => {
  test('of a photograph is upright, has no place and no camera in it, and is not huge', async () => {
    const photograph = await sharp({
      create: { width: 3_000, height: 1_000, channels: 3, background: '#123456' },
    })
      .withExif({ IFD0: { Make: 'GeheimeKamera' }, IFD3: { GPSLatitude: '51/1 3/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const copy = (await publicCopy(photograph, 'image/jpeg'))!;
    const { width, height, exif } = await sharp(copy).metadata();
    expect([width, height]).toEqual([800, 2_400]);
    expect(exif).toBeUndefined();
    expect(copy.includes('GeheimeKamera')).toBe(false);
  });

  test('of a PDF keeps its pages and its web links, and nothing that acts', async () => {
    const copy = (await publicCopy(await hostilePdf(), 'application/pdf'))!;
    const text = copy.toString('latin1');

    for (const word of [
      'JavaScript',
      '/JS',
      'OpenAction',
      'Launch',
      'EmbeddedFile',
      'AcroForm',
      '/AA',
      'Metadata',
      'calc.exe',
      'Anna Geheim',
      '/Widget',
    ])
      expect([word, text.includes(word)]).toEqual([word, false]);
    const read = await PDFDocument.load(copy);
    expect(read.getPageCount()).toBe(2);
    expect(read.getAuthor()).toBeUndefined();
    expect(read.getPage(0).node.Annots()?.size()).toBe(1);
    expect(text).toContain('/URI');
  });

  test('is not made where none is safe', async () => {
    expect(await publicCopy(Buffer.from('%PDF-1.7 broken'), 'application/pdf')).toBeNull();
    expect(await publicCopy(Buffer.from('x'), 'image/png')).toBeNull();
    expect(await publicCopy(Buffer.from('x'), 'application/vnd.oasis.opendocument.text')).toBeNull();
  });
});

/** A PDF with everything that a public copy must not have. */
async function hostilePdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const { context } = pdf;
  pdf.setAuthor('Anna Geheim');
  pdf.addJavaScript('boom', 'app.alert(1)');
  await pdf.attach(Buffer.from('MZ'), 'calc.exe', { mimeType: 'application/octet-stream' });
  const page = pdf.addPage();
  pdf.addPage();
  page.drawText('Stellungnahme');
  const field = pdf.getForm().createTextField('name');
  field.setText('Ich');
  field.addToPage(page);
  const link = (action: Record<string, unknown>) =>
    context.register(
      context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 10, 10], A: action as never }),
    );
  page.node.addAnnot(link({ S: 'URI', URI: PDFString.of('https://zeitz.example/plan') }));
  page.node.addAnnot(link({ S: 'URI', URI: PDFString.of('javascript:alert(1)') }));
  page.node.addAnnot(link({ S: 'Launch', F: PDFString.of('calc.exe') }));
  page.node.addAnnot(link({ S: 'JavaScript', JS: PDFString.of('app.alert(2)') }));
  page.node.set(PDFName.of('AA'), context.obj({ O: { S: 'JavaScript', JS: PDFString.of('app.alert(3)') } }));
  page.node.set(
    PDFName.of('Metadata'),
    context.register(context.stream('<x>Anna Geheim</x>', { Type: 'Metadata' })),
  );
  pdf.catalog.set(
    PDFName.of('OpenAction'),
    context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert(4)') }),
  );
  return pdf.save({ useObjectStreams: false });
}

/** A zip with one stored file. */
function zipOf(name: string, content: string): Buffer {
  const data = Buffer.from(content);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt32LE(data.length, 18);
  head.writeUInt32LE(data.length, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, Buffer.from(name), data, Buffer.alloc(64)]);
}
