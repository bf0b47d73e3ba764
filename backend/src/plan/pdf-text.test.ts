import { describe, expect, test } from '@jest/globals';
import { PDFDocument, StandardFonts } from 'pdf-lib';

import { readPdf } from './pdf-text.js';

async function pdf(...pages: string[]): Promise<Buffer> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const text of pages) document.addPage().drawText(text, { x: 50, y: 700, size: 11, font });
  return Buffer.from(await document.save());
}

describe('a PDF', () => {
  test('gives the text of each page', async () => {
    const { pages } = await readPdf(
      await pdf('Umweltbericht für Köthen', '', 'Schwarzpappeln und Über-\nschwemmung'),
    );
    expect(pages).toEqual(['Umweltbericht für Köthen', '', 'Schwarzpappeln und Überschwemmung']);
  });

  test('must be readable', async () => {
    await expect(readPdf(Buffer.from('<html>'))).rejects.toThrow('pdf.unreadable');
    await expect(readPdf(Buffer.from('%PDF-1.7\nnothing else'))).rejects.toThrow('pdf.unreadable');
  });

  test('keeps the bytes it was given', async () => {
    const bytes = await pdf('Text');
    const copy = Buffer.from(bytes);
    await readPdf(bytes);
    expect(bytes.equals(copy)).toBe(true);
  });
});
