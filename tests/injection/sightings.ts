import { legible, type Pen } from './pen.ts';
import type { Writer } from './writer.ts';
import { writable } from './vectors.ts';

/** Where what was planted has been seen, as it was typed or not. */
export class Sightings {
  private readonly found = new Map<string, Set<string>>();
  private readonly whole = new Set<string>();

  constructor(
    private readonly pen: Pen,
    private readonly writer: Writer,
  ) {}

  /** Notes which planted texts stand in a legible text, and which of them unchanged. */
  note(place: string, { text, tokens }: { text: string; tokens: string[] }): void {
    for (const token of tokens) {
      const planted = this.pen.planted.get(token);
      if (!planted) continue;
      this.found.set(token, (this.found.get(token) ?? new Set()).add(place));
      if (text.includes(legible(planted.value))) this.whole.add(token);
    }
  }

  /** The fields of which nothing was seen anywhere. */
  unseen(): string[] {
    return this.fieldsWithout((token) => this.found.has(token));
  }

  /** The fields of which nothing was seen as it was typed. */
  altered(): string[] {
    return this.fieldsWithout((token) => this.whole.has(token));
  }

  /** The vectors that nobody has seen as they were typed. */
  missingVectors(): string[] {
    const seen = new Set([...this.whole].flatMap((token) => this.pen.planted.get(token)!.vectors));
    return writable.filter((vector) => !seen.has(vector));
  }

  private fieldsWithout(isThere: (token: string) => boolean): string[] {
    const there = [...this.writer.fieldsOf].filter(([token]) => isThere(token));
    const seen = new Set(there.flatMap(([, fields]) => [...fields]));
    return [...this.writer.taken].filter((field) => !seen.has(field)).sort();
  }
}
