import { writable } from './vectors.ts';

/** What stands at the end of everything that is planted, so that it is found again on a page. */
export const TOKEN = /zq\d+z/g;

/** One text with vectors that was put into a field. */
export interface Planted {
  token: string;
  value: string;
  vectors: string[];
}

/** Writes texts that consist of vectors, each text with a token of its own, every vector in its turn. */
export class Pen {
  readonly planted = new Map<string, Planted>();

  constructor(private turn = 0) {}

  /** As many vectors as a field of so many letters holds, filled up to its last letter. */
  text(most: number): string {
    const token = this.nextToken();
    const chosen: string[] = [];
    let length = token.length + 1;
    for (let tries = 0; tries < writable.length; tries += 1) {
      const vector = writable[this.turn % writable.length]!;
      if (length + vector.length + 1 > most) {
        if (chosen.length) break;
        this.turn += 1;
        continue;
      }
      this.turn += 1;
      chosen.push(vector);
      length += vector.length + 1;
    }
    const said = `${chosen.join('\n')}\n`;
    return this.keep(token, said + token.padStart(most - said.length, '.'), chosen);
  }

  /** A text of an own making that carries a token at `§`: for fields that demand a form. */
  form(pattern: string): string {
    const token = this.nextToken();
    return this.keep(token, pattern.replace('§', token), [pattern]);
  }

  private nextToken = (): string => `zq${this.planted.size + 1}z`;

  private keep(token: string, value: string, vectors: string[]): string {
    this.planted.set(token, { token, value, vectors });
    return value;
  }
}

/** The tokens that stand in a text. */
export const tokensIn = (text: string): string[] => [...new Set(text.match(TOKEN) ?? [])];

/** Letters as a reader sees them: no white space, nothing invisible. */
export const legible = (text: string): string => text.normalize('NFC').replace(/[\s\p{C}\u2028\u2029]/gu, '');
