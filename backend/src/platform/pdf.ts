import { join } from 'node:path';
import { createRequire } from 'node:module';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';

export type { Content };

/**
 * Makes a PDF on A4 with the Roboto font embedded. `title` is shown by viewers; times must already be in words. The
 * number of the page follows `footer`, unless it is a function, which says all that stands there.
 */
export async function pdf(
  title: string,
  content: Content[],
  footer: string | (() => string) = '',
): Promise<Buffer> {
  const { default: maker } = await import('pdfmake');
  const fonts = join(createRequire(import.meta.url).resolve('pdfmake/package.json'), '../fonts/Roboto');
  maker.setFonts({
    Roboto: {
      normal: join(fonts, 'Roboto-Regular.ttf'),
      bold: join(fonts, 'Roboto-Medium.ttf'),
      italics: join(fonts, 'Roboto-Italic.ttf'),
      bolditalics: join(fonts, 'Roboto-MediumItalic.ttf'),
    },
  });
  maker.setUrlAccessPolicy(() => false);
  maker.setLocalAccessPolicy((path: string) => path.startsWith(fonts));

  const definition: TDocumentDefinitions = {
    info: { title, creator: 'Mitsprache', producer: 'Mitsprache' },
    language: 'de',
    pageSize: 'A4',
    pageMargins: [64, 64, 64, 72],
    defaultStyle: { font: 'Roboto', fontSize: 11, lineHeight: 1.3 },
    styles: {
      title: { fontSize: 20, bold: true, margin: [0, 0, 0, 12] },
      heading: { fontSize: 14, bold: true, margin: [0, 16, 0, 6] },
      number: { fontSize: 30, bold: true, characterSpacing: 2, margin: [0, 8, 0, 8] },
      quiet: { fontSize: 9, color: '#555555' },
    },
    footer: (page: number, pages: number) => ({
      text: typeof footer === 'string' ? `${footer}${footer && ' · '}Seite ${page} von ${pages}` : footer(),
      style: 'quiet',
      margin: [64, 24, 64, 0],
    }),
    content,
  };
  return maker.createPdf(definition).getBuffer();
}
