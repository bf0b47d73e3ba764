import { Problem } from '../platform/problem.js';
import { BlockWriter, tidy, type StructuredText } from './blocks.js';
import { unpackedSize } from './zip.js';

export const MAX_DOCX_BYTES = 30 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 300 * 1024 * 1024;

/** The parts of mammoth's document tree that we read; what has another type is left out. */
interface Element {
  type: string;
  children?: Element[];
  value?: string;
  styleId?: string | null;
  styleName?: string | null;
  numbering?: { isOrdered: boolean; level: string } | null;
}

const HEADING = /^(?:heading|überschrift|berschrift)\s*(\d)/i;
const TITLE = /^(?:title|titel)$/i;
const QUOTE = /quote|zitat/i;

/**
 * Reads a DOCX as a structured text: headings by their style, each top-level number and each plain block as a
 * paragraph, deeper lists as lines of the paragraph before, rows of tables as paragraphs, and what has the style
 * "quote" as plain words of the paragraph before. Images, notes and deleted text are left out.
 * Throws `docx.too-large`, `docx.unreadable` and the limits of a structured text.
 */
export async function readDocx(bytes: Buffer): Promise<StructuredText> {
  if (bytes.length > MAX_DOCX_BYTES) throw new Problem('docx.too-large');
  const unpacked = unpackedSize(bytes);
  if (unpacked === null) throw new Problem('docx.unreadable');
  if (unpacked > MAX_UNPACKED_BYTES) throw new Problem('docx.too-large');

  return new DocxReader(await treeOf(bytes)).read();
}

/** The document as mammoth read it; nothing is turned into HTML. */
async function treeOf(bytes: Buffer): Promise<Element> {
  const { default: mammoth } = await import('mammoth');
  const trees: Element[] = [];
  const transformDocument = (tree: Element) => {
    trees.push(tree);
    return { ...tree, children: [] };
  };
  try {
    await mammoth.convertToHtml({ buffer: bytes }, { transformDocument, externalFileAccess: false });
  } catch {
    throw new Problem('docx.unreadable');
  }
  if (!trees[0]) throw new Problem('docx.unreadable');
  return trees[0];
}

class DocxReader {
  private readonly writer = new BlockWriter();
  private readonly lines: Element[];
  /** Without a line in the style "Title", a first heading that is the only one of level 1 is the title. */
  private readonly firstIsTitle: boolean;

  constructor(tree: Element) {
    this.lines = linesOf(tree).filter((line) => wordsOf(line));
    const tops = this.lines.filter((line) => levelOf(line) === 1);
    this.firstIsTitle = tops.length === 1 && tops[0] === this.lines[0];
  }

  read(): StructuredText {
    for (const line of this.lines) this.write(line, wordsOf(line));
    return this.writer.done();
  }

  private write(line: Element, words: string): void {
    const { numbering } = line;
    const level = levelOf(line);
    const isListed = numbering && !(numbering.isOrdered && numbering.level === '0');

    if (this.isTitle(line)) this.writer.title(words);
    else if (level) this.writer.heading(this.firstIsTitle ? level : level + 1, words);
    else if (QUOTE.test(styleOf(line))) this.writer.plain(words);
    else if (isListed) this.writer.item(words);
    else this.writer.paragraph(words);
  }

  private isTitle(line: Element): boolean {
    if (this.writer.text.title) return false;
    return TITLE.test(styleOf(line)) || (this.firstIsTitle && line === this.lines[0]);
  }
}

const styleOf = ({ styleName, styleId }: Element): string => styleName ?? styleId ?? '';
const levelOf = (line: Element): number => Number(HEADING.exec(styleOf(line))?.[1] ?? 0);

/** Every paragraph in reading order; the cells of a table's row flow together. */
function linesOf(element: Element): Element[] {
  if (element.type === 'paragraph' || element.type === 'tableRow') return [element];
  return (element.children ?? []).flatMap(linesOf);
}

function wordsOf({ type, children, value }: Element): string {
  if (type === 'text') return value ?? '';
  if (type === 'tab') return ' ';
  if (type === 'break') return '\n';
  const words = (children ?? []).map(wordsOf);
  if (type === 'tableRow') return words.filter(Boolean).join(' – ');
  if (type === 'tableCell') return words.filter(Boolean).join(' ');
  return type === 'paragraph'
    ? words.join('').split('\n').map(tidy).filter(Boolean).join('\n')
    : words.join('');
}
