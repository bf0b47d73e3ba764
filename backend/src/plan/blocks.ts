import { Problem } from '../platform/problem.js';

/** A heading of a structured text; `level` is that of HTML: 2 below the title, at most 4. */
export interface HeadingBlock {
  kind: 'heading';
  level: number;
  text: string;
}

/** One paragraph (Absatz); numbered 1, 2, 3 … through the whole text. */
export interface ParagraphBlock {
  kind: 'paragraph';
  number: number;
  text: string;
  /** The same in plain words, or null. */
  plain: string | null;
}

export type Block = HeadingBlock | ParagraphBlock;

/** A text as it was read in: no markup is left but line breaks and `- ` before the items of a list. */
export interface StructuredText {
  title: string;
  blocks: Block[];
}

export const MAX_PARAGRAPHS = 2_000;
export const MAX_PARAGRAPH = 20_000;
export const MAX_TITLE = 300;

/** Puts blocks together in reading order, numbers the paragraphs and holds the limits. */
export class BlockWriter {
  readonly text: StructuredText = { title: '', blocks: [] };
  private count = 0;

  title(words: string): void {
    this.text.title = short(words);
  }

  heading(level: number, words: string): void {
    this.text.blocks.push({ kind: 'heading', level: Math.min(Math.max(level, 2), 4), text: short(words) });
  }

  paragraph(words: string): void {
    if (words.length > MAX_PARAGRAPH) throw new Problem('plan-text.paragraph-too-long');
    if (this.count === MAX_PARAGRAPHS) throw new Problem('plan-text.too-many-paragraphs');
    this.text.blocks.push({ kind: 'paragraph', number: ++this.count, text: words, plain: null });
  }

  /** Says the paragraph before in plain words; where there is none, it is a paragraph of its own. */
  plain(words: string): void {
    const last = this.last();
    if (!last) return this.paragraph(words);
    last.plain = last.plain ? `${last.plain}\n${words}` : words;
  }

  /** An item of a list belongs to the paragraph before it. */
  item(words: string): void {
    const last = this.last();
    if (!last || last.plain !== null) return this.paragraph(`- ${words}`);
    last.text = `${last.text}\n- ${words}`;
    if (last.text.length > MAX_PARAGRAPH) throw new Problem('plan-text.paragraph-too-long');
  }

  /** The text when all is written. Throws `plan-text.empty` when it has no paragraph. */
  done(): StructuredText {
    if (this.count === 0) throw new Problem('plan-text.empty');
    return this.text;
  }

  private last(): ParagraphBlock | null {
    const block = this.text.blocks.at(-1);
    return block?.kind === 'paragraph' ? block : null;
  }
}

/** Words as they are kept: one form of umlauts, single spaces, no control characters. */
export const tidy = (words: string): string =>
  words
    .normalize('NFC')
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/[^\P{Cc}\n\r]|[\u00ad\ufeff]/gu, '')
    .trim();

const short = (words: string) => words.slice(0, MAX_TITLE);
