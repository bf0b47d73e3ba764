import { Problem } from '../platform/problem.js';

export const MAX_PDF_BYTES = 100 * 1024 * 1024;
const MAX_PAGES = 3_000;
const MAX_PAGE_TEXT = 30_000;
const MAX_TEXT = 5_000_000;
const MAX_MS = 60_000;

/** What is read of a PDF: one text per page, for search. A scanned page has an empty text. */
export interface PdfText {
  pages: string[];
}

interface Word {
  str: string;
  hasEOL: boolean;
}

/**
 * Reads the pages of a PDF; nothing of it is run or drawn. After a minute or five million characters the other
 * pages stay without text. Throws `pdf.too-large`, `pdf.unreadable`, `pdf.encrypted`, `pdf.too-many-pages`.
 */
export async function readPdf(bytes: Buffer): Promise<PdfText> {
  if (bytes.length > MAX_PDF_BYTES) throw new Problem('pdf.too-large');
  if (!bytes.subarray(0, 1024).includes('%PDF-')) throw new Problem('pdf.unreadable');

  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    data: new Uint8Array(bytes),
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const pdf = await task.promise;
    if (pdf.numPages > MAX_PAGES) throw new Problem('pdf.too-many-pages');
    return { pages: await textsOf(pdf.numPages, async (number) => wordsOf(await pdf.getPage(number))) };
  } catch (error) {
    throw problemOf(error);
  } finally {
    await task.destroy();
  }
}

async function textsOf(count: number, read: (number: number) => Promise<string>): Promise<string[]> {
  const until = performance.now() + MAX_MS;
  const pages: string[] = [];
  let length = 0;
  for (let number = 1; number <= count; number++) {
    const isEnough = length > MAX_TEXT || performance.now() > until;
    const text = isEnough ? '' : await read(number);
    length += text.length;
    pages.push(text);
  }
  return pages;
}

interface Page {
  getTextContent(): Promise<{ items: (Word | { type: string })[] }>;
  cleanup(): boolean;
}

/** Words at the end of a line that are parted by a hyphen are put together again. */
async function wordsOf(page: Page): Promise<string> {
  const { items } = await page.getTextContent();
  page.cleanup();
  const words = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''));

  return words
    .join('')
    .normalize('NFC')
    .replace(/(\p{Ll})[-\u00ad]\n(\p{Ll})/gu, '$1$2')
    .replaceAll('\u0000', '')
    .slice(0, MAX_PAGE_TEXT)
    .trim();
}

function problemOf(error: unknown): Error {
  if (error instanceof Problem) return error;
  return new Problem((error as Error).name === 'PasswordException' ? 'pdf.encrypted' : 'pdf.unreadable');
}
