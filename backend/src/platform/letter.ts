import type { Content } from 'pdfmake/interfaces.js';

import { pdf } from './pdf.js';

export type { Content };

export interface LetterPage {
  title: string;
  /** Who writes, at the top. */
  head: string;
  /** One line above the address, seen through the window. */
  from: string;
  /** At most six lines. */
  to: string[];
  /** At the right: what the letter is about, who can be asked, when. */
  facts: [label: string, value: string][];
  subject: string;
  body: Content[];
  foot: string;
}

/** Millimetres in points. */
const mm = (length: number) => (length * 72) / 25.4;
/** DIN 5008, form B: where the address field and the fold marks are, from the top and the left edge. */
const FIELD = { left: mm(25), top: mm(45), width: mm(80) };
const FOLDS = [mm(105), mm(148.5), mm(210)];
const FACTS_LEFT = mm(125);
const TEXT_TOP = mm(97);
const MAX_LINES = 6;

/**
 * Letters on A4 for envelopes with a window (DIN 5008, form B), one after the other in one file: its fonts are made
 * once. Times must already be in words.
 */
export function lettersPdf(letters: LetterPage[]): Promise<Buffer> {
  const [first] = letters;
  const apart: Content = { text: '', fontSize: 0.1, pageBreak: 'before' };
  const content = letters.flatMap((letter, index) =>
    index ? [apart, ...contentOf(letter)] : contentOf(letter),
  );
  return pdf(first?.title ?? '', content, () => first?.foot ?? '');
}

function contentOf({ head, from, to, facts, subject, body }: LetterPage): Content[] {
  const top: Content[] = [
    { text: head, bold: true, fontSize: 15, absolutePosition: { x: FIELD.left, y: mm(20) } },
    {
      canvas: FOLDS.map((y) => ({ type: 'line', x1: 0, y1: y, x2: mm(4), y2: y, lineWidth: 0.4 })),
      absolutePosition: { x: mm(4), y: 0 },
    },
    {
      columns: [{ width: FIELD.width, text: from, fontSize: 7, color: '#444444' }],
      absolutePosition: { x: FIELD.left, y: FIELD.top + mm(10) },
    },
    {
      columns: [{ width: FIELD.width, text: to.slice(0, MAX_LINES).join('\n'), lineHeight: 1.15 }],
      absolutePosition: { x: FIELD.left, y: FIELD.top + mm(17.7) },
    },
    {
      table: {
        widths: [mm(22), mm(48)],
        body: facts.map(([label, value]) => [{ text: label, color: '#555555' }, value]),
      },
      layout: 'noBorders',
      fontSize: 9,
      lineHeight: 1.1,
      absolutePosition: { x: FACTS_LEFT, y: mm(50) },
    },
  ];
  const room = TEXT_TOP - mm(22.6);
  return [...top, { text: subject, bold: true, margin: [0, room, 0, 14] }, ...body];
}
