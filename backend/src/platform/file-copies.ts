import type { PDFDocument, PDFObject } from 'pdf-lib';

const MAX_PIXELS = 50_000_000;
const LONGEST_SIDE = 2_400;
const SMALL_SIDE = 640;
const FORMATS: Record<string, 'jpeg' | 'png' | 'webp'> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
};

/**
 * A copy of a citizen's file that may be shown to everybody: images drawn anew without EXIF, PDF without anything
 * active. Null where no safe copy can be made (office files, encrypted or broken ones): then only staff see it.
 */
export async function publicCopy(bytes: Uint8Array, kind: string): Promise<Buffer | null> {
  try {
    if (kind === 'application/pdf') return await inertPdf(bytes);
    if (FORMATS[kind]) return await redrawn(bytes, FORMATS[kind]);
    return kind === 'text/plain' ? Buffer.from(bytes) : null;
  } catch {
    return null;
  }
}

/** A small WebP of a picture that `publicCopy` made, at most 640 pixels long; null for what is none. */
export async function smallPicture(bytes: Uint8Array, kind: string): Promise<Buffer | null> {
  if (!FORMATS[kind]) return null;
  const { default: sharp } = await import('sharp');
  return sharp(bytes, { limitInputPixels: MAX_PIXELS })
    .resize(SMALL_SIDE, SMALL_SIDE, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
    .toBuffer();
}

/** The picture as pixels only, upright, at most 2,400 pixels long. */
async function redrawn(bytes: Uint8Array, format: 'jpeg' | 'png' | 'webp'): Promise<Buffer> {
  const { default: sharp } = await import('sharp');

  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .rotate()
    .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
    .toFormat(format)
    .toBuffer();
}

/** What may act, carries a file along, or tells who wrote it. */
const UNWANTED = new Set(
  'A AA AF AcroForm EF EmbeddedFile EmbeddedFiles JS JavaScript Launch Metadata Names OpenAction PieceInfo RichMedia RichMediaContent StructParent StructParents Thumb'.split(
    ' ',
  ),
);

/** The pages alone in a new document: forms become drawing, of the annotations only plain web links stay. */
async function inertPdf(bytes: Uint8Array): Promise<Buffer> {
  const { PDFDocument, PDFHexString } = await import('pdf-lib');
  const source = await PDFDocument.load(bytes, { updateMetadata: false });
  if (source.getForm().getFields().length) source.getForm().flatten();
  const links = await takeLinks(source);
  await disarm(source);

  const copy = await PDFDocument.create({ updateMetadata: false });
  const pages = await copy.copyPages(source, source.getPageIndices());
  pages.forEach((page, number) => {
    copy.addPage(page);
    for (const { address, rectangle } of links[number] ?? []) {
      const action = { Type: 'Action', S: 'URI', URI: PDFHexString.fromText(address) };
      const link = { Type: 'Annot', Subtype: 'Link', Rect: rectangle, Border: [0, 0, 0], A: action };
      page.node.addAnnot(copy.context.register(copy.context.obj(link)));
    }
  });
  return Buffer.from(
    await copy.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false }),
  );
}

interface Link {
  address: string;
  rectangle: number[];
}

/** Removes all annotations and gives back, page by page, those that only open a web address. */
async function takeLinks(source: PDFDocument): Promise<Link[][]> {
  const { PDFArray, PDFDict, PDFHexString, PDFName, PDFString } = await import('pdf-lib');
  const name = (text: string) => PDFName.of(text);

  return source.getPages().map(({ node }) => {
    const annotations = node.Annots()?.asArray() ?? [];
    node.delete(name('Annots'));
    return annotations.flatMap((reference): Link[] => {
      const annotation = source.context.lookup(reference);
      if (!(annotation instanceof PDFDict)) return [];
      const action = annotation.lookup(name('A'));
      const uri = action instanceof PDFDict ? action.lookup(name('URI')) : undefined;
      const address = uri instanceof PDFString || uri instanceof PDFHexString ? uri.decodeText() : '';
      const rectangle = annotation.lookup(name('Rect'));
      if (!/^https?:\/\//.test(address) || !(rectangle instanceof PDFArray)) return [];
      return [{ address, rectangle: rectangle.asArray().map((number) => Number(number.toString())) }];
    });
  });
}

/** Deletes every unwanted entry in every object, however deep. */
async function disarm(source: PDFDocument): Promise<void> {
  const { PDFArray, PDFDict, PDFStream } = await import('pdf-lib');
  const clean = (value: PDFObject): void => {
    if (value instanceof PDFStream) return clean(value.dict);
    if (value instanceof PDFArray) return value.asArray().forEach(clean);
    if (!(value instanceof PDFDict)) return;
    for (const [name, inner] of value.entries()) {
      if (UNWANTED.has(name.decodeText())) value.delete(name);
      else clean(inner);
    }
  };
  for (const [, value] of source.context.enumerateIndirectObjects()) clean(value);
}
