/** The words of a text, each with how often it occurs. */
export interface Words {
  counts: Map<string, number>;
  total: number;
}

/** The words of a text in lower case; a text without any word is one word. */
export function wordsOf(text: string): Words {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text];
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { counts, total: words.length };
}

/** Many texts, ready to be compared with one: by word, so that a comparison costs no more than what they share. */
export class Corpus {
  private readonly texts: Words[];
  private readonly holders = new Map<string, [index: number, count: number][]>();

  constructor(texts: readonly string[]) {
    this.texts = texts.map(wordsOf);
    this.texts.forEach(({ counts }, index) => {
      for (const [word, count] of counts) {
        const known = this.holders.get(word);
        if (known) known.push([index, count]);
        else this.holders.set(word, [[index, count]]);
      }
    });
  }

  /** The share of words that a text has in common with each of the others (Dice), 0 to 1. */
  likenessTo(text: string): number[] {
    const { counts, total } = wordsOf(text);
    const common = this.texts.map(() => 0);
    for (const [word, count] of counts) {
      for (const [index, held] of this.holders.get(word) ?? []) common[index]! += count < held ? count : held;
    }
    return this.texts.map((other, index) => (2 * common[index]!) / (other.total + total));
  }
}
