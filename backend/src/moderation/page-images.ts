import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { Problem } from '../platform/problem.js';
import type { Area } from './redaction.entity.js';

const MAX_PAGES = 60;
const MAX_PIXELS = 50_000_000;
const LONGEST_SIDE = 2_000;
const POINTS_TO_PIXELS = 2;
const QUALITY = 82;
/** Files whose pages can be shown, marked and made anew. */
export const REDACTABLE = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'];

/** One page of a PDF as a picture; `width` and `height` in points. */
interface Page {
  picture: Buffer;
  width: number;
  height: number;
}

/** How many pages a file has: a picture has one. Throws `pdf.unreadable`. */
export async function pagesOf(bytes: Buffer, type: string): Promise<number> {
  if (type !== 'application/pdf') return 1;
  return withPdf(bytes, async (pdf) => pdf.numPages);
}

/** One page as it is seen, as PNG. Throws `pdf.unreadable`, `file.not-found` for a wrong number. */
export async function pageOf(bytes: Buffer, type: string, number: number): Promise<Buffer> {
  if (type !== 'application/pdf') return pixelsOf(bytes);
  return (await withPdf(bytes, (pdf) => drawn(pdf, number))).picture;
}

/**
 * The whole file anew with its areas black: drawn as pictures, so that no text layer, metadata or hidden object of the
 * original is left. Throws `pdf.unreadable`, `pdf.too-many-pages`.
 */
export async function burnt(bytes: Buffer, type: string, areas: Area[]): Promise<Buffer> {
  if (type === 'application/pdf') return burntPdf(bytes, areas);
  const { default: sharp } = await import('sharp');
  const format = type.slice('image/'.length) as 'jpeg' | 'png' | 'webp';
  return sharp(await blackened(await pixelsOf(bytes), areasOn(areas, 1)))
    .toFormat(format)
    .toBuffer();
}

async function burntPdf(bytes: Buffer, areas: Area[]): Promise<Buffer> {
  const [{ PDFDocument }, { default: sharp }] = await Promise.all([import('pdf-lib'), import('sharp')]);
  const copy = await PDFDocument.create({ updateMetadata: false });
  await withPdf(bytes, async (pdf) => {
    if (pdf.numPages > MAX_PAGES) throw new Problem('pdf.too-many-pages');
    for (let number = 1; number <= pdf.numPages; number++) {
      const { picture, width, height } = await drawn(pdf, number);
      const black = await blackened(picture, areasOn(areas, number));
      const image = await copy.embedJpg(
        await sharp(black).flatten({ background: '#fff' }).jpeg({ quality: QUALITY }).toBuffer(),
      );
      copy.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height });
    }
  });
  return Buffer.from(await copy.save({ addDefaultPage: false }));
}

interface Canvas {
  canvas: { toBuffer(type: 'image/png'): Buffer };
  context: CanvasRenderingContext2D;
}
interface Pdf {
  numPages: number;
  canvasFactory: object;
  getPage(number: number): Promise<PdfPage>;
}
interface PdfPage {
  getViewport(options: { scale: number }): { width: number; height: number };
  render(options: object): { promise: Promise<void> };
  cleanup(): boolean;
}

async function withPdf<T>(bytes: Buffer, work: (pdf: Pdf) => Promise<T>): Promise<T> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = getDocument({
    data: new Uint8Array(bytes),
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    standardFontDataUrl: join(home, 'standard_fonts/'),
    cMapUrl: join(home, 'cmaps/'),
    wasmUrl: join(home, 'wasm/'),
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    return await work((await task.promise) as unknown as Pdf);
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('pdf.unreadable');
  } finally {
    await task.destroy();
  }
}

async function drawn(pdf: Pdf, number: number): Promise<Page> {
  if (!(number >= 1 && number <= pdf.numPages)) throw new Problem('file.not-found');
  const page = await pdf.getPage(number);
  const { width, height } = page.getViewport({ scale: 1 });
  const scale = Math.min(POINTS_TO_PIXELS, LONGEST_SIDE / Math.max(width, height));
  const viewport = page.getViewport({ scale });
  const factory = pdf.canvasFactory as { create(width: number, height: number): Canvas };
  const { canvas, context } = factory.create(Math.ceil(viewport.width), Math.ceil(viewport.height));
  await page.render({ canvas, canvasContext: context, viewport }).promise;
  page.cleanup();
  return { picture: canvas.toBuffer('image/png'), width, height };
}

/** A picture upright, as pixels only. */
async function pixelsOf(bytes: Buffer): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .rotate()
    .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer();
}

const areasOn = (areas: Area[], number: number) => areas.filter(({ page }) => page === number);

/** Draws over what lies below; the pixels below are gone. */
async function blackened(picture: Buffer, areas: Area[]): Promise<Buffer> {
  if (!areas.length) return picture;
  const { default: sharp } = await import('sharp');
  const { width, height } = await sharp(picture).metadata();
  const boxes = areas.map((area) => {
    const left = clamp(Math.floor((area.left / 100) * width), 0, width - 1);
    const top = clamp(Math.floor((area.top / 100) * height), 0, height - 1);
    const right = clamp(Math.ceil(((area.left + area.width) / 100) * width), left + 1, width);
    const bottom = clamp(Math.ceil(((area.top + area.height) / 100) * height), top + 1, height);
    return { left, top, width: right - left, height: bottom - top };
  });
  const black = boxes.map(({ left, top, ...size }) => ({
    input: { create: { ...size, channels: 3 as const, background: '#000' } },
    left,
    top,
  }));
  return sharp(picture).composite(black).png().toBuffer();
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
