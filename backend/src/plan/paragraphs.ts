import { Problem } from '../platform/problem.js';
import { BlockWriter, tidy, type StructuredText } from './blocks.js';

export const MAX_TEXT = 2_000_000;

const HEADING = /^(#{1,6})\s+(.*)$/;
const QUOTE = /^>\s?/;
const ITEM = /^([-*•]|\d{1,3}[.)]|[a-z]\))\s+/;

/**
 * Reads a structured text as it is pasted: `# title`, `## heading`, blocks with a blank line between them as
 * paragraphs, and `> ` before the plain words of the paragraph above. Throws `plan-text.empty`, `…too-long`,
 * `…too-many-paragraphs`, `…paragraph-too-long`.
 */
export function parseText(source: string): StructuredText {
  if (source.length > MAX_TEXT) throw new Problem('plan-text.too-long');
  const writer = new BlockWriter();
  for (const lines of blocksOf(source)) write(writer, lines);

  return writer.done();
}

/** The lines of each block: a blank line or a heading parts them, and so does the change to or from `> `. */
function blocksOf(source: string): string[][] {
  const blocks: string[][] = [];
  let isOpen = false;
  for (const line of source.replace(/\r\n?/g, '\n').split('\n').map(tidy)) {
    const before = isOpen ? blocks.at(-1)! : null;
    const goesOn = before && line && !HEADING.test(line) && QUOTE.test(line) === QUOTE.test(before[0]!);
    if (goesOn) before.push(line);
    else if (line) blocks.push([line]);
    isOpen = line !== '' && !HEADING.test(line);
  }
  return blocks;
}

function write(writer: BlockWriter, lines: string[]): void {
  const [, marks, words] = HEADING.exec(lines[0]!) ?? [];
  if (marks && words && marks.length === 1 && !writer.text.title) return writer.title(words);
  if (marks && words) return writer.heading(marks.length, words);

  const isPlain = QUOTE.test(lines[0]!);
  const text = joined(isPlain ? lines.map((line) => tidy(line.replace(QUOTE, ''))) : lines);
  if (text && isPlain) writer.plain(text);
  else if (text) writer.paragraph(text);
}

/** One line per item of a list; all other lines flow together. */
const joined = (lines: string[]): string =>
  lines
    .filter(Boolean)
    .map((line, index) => (index === 0 ? line : ITEM.test(line) ? `\n${line}` : ` ${line}`))
    .join('');

interface Written {
  kind: string;
  level?: number;
  text: string;
  plain?: string | null;
}

/** Writes blocks so that `parseText` reads the same again; a text that went away is left out. */
export const sourceOf = (blocks: readonly Written[]): string =>
  blocks
    .filter(({ kind }) => kind !== 'removed')
    .flatMap(({ kind, level, text, plain }) => {
      if (kind === 'heading') return [`${'#'.repeat(level ?? 2)} ${text}`];
      return plain ? [text, plain.replace(/^/gm, '> ')] : [text];
    })
    .join('\n\n');
