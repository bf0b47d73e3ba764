import { describe, expect, test } from '@jest/globals';

import { pdf } from './pdf.js';

async function textOf(bytes: Buffer): Promise<string[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false });
  const document = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
  }
  await task.destroy();
  return pages;
}

describe('a PDF', () => {
  test('carries its text with every letter of our names, its title and its language', async () => {
    const bytes = await pdf(
      'Eingangsbestätigung',
      [{ text: 'Straße, Yıldız, Łódź, „Elsterterrassen“ – § 3' }],
      'Nr. 7K4',
    );
    const [page] = await textOf(bytes);

    expect(page).toContain('Straße, Yıldız, Łódź, „Elsterterrassen“ – § 3');
    expect(page).toContain('Nr. 7K4 · Seite 1 von 1');
    expect(bytes.toString('latin1')).toContain('/Lang (de)');
  });

  test('numbers its pages', async () => {
    const pages = await textOf(await pdf('Lang', [{ text: 'eins', pageBreak: 'after' }, { text: 'zwei' }]));
    expect(pages).toEqual([
      expect.stringContaining('Seite 1 von 2'),
      expect.stringContaining('Seite 2 von 2'),
    ]);
  });

  test('fetches nothing and reads no file of ours', async () => {
    await expect(pdf('Bild', [{ image: 'http://127.0.0.1:1/x.png' }])).rejects.toThrow();
    await expect(pdf('Bild', [{ image: '/etc/passwd' }])).rejects.toThrow();
  });
});
