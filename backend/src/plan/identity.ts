import { diffArrays } from 'diff';

import { Corpus } from './likeness.js';

/** A paragraph of the version before, with its identity. */
export interface KnownParagraph {
  id: string;
  text: string;
}

/** What became of one paragraph of the new version; `id` is null for one that was not there before. */
export type Match =
  { change: 'same' | 'changed'; id: string; before: string } | { change: 'added'; id: null; before: null };

export interface Matching {
  /** One for each paragraph of the new version, in its order. */
  matches: Match[];
  /** Those of the version before that are gone, in their order. */
  removed: KnownParagraph[];
}

/** From this share of common words on, two paragraphs are the same one, changed. */
const ALIKE = 0.5;
/** So many of the old ones are considered for each new one. */
const CANDIDATES = 8;

interface Pair {
  before: number;
  after: number;
  likeness: number;
  /** How far the two stand apart, as a share of the text. */
  distance: number;
}

/**
 * Finds the paragraphs of a new version in the version before: first those whose text stayed, in order and then
 * moved, then the most alike ones. The same input always gives the same answer; n² comparisons at most.
 */
export function matchParagraphs(before: readonly KnownParagraph[], after: readonly string[]): Matching {
  return new Matcher(before, after).match();
}

class Matcher {
  /** From the place in the new version to the place in the version before. */
  private readonly found = new Map<number, number>();
  private readonly taken = new Set<number>();

  constructor(
    private readonly before: readonly KnownParagraph[],
    private readonly after: readonly string[],
  ) {}

  match(): Matching {
    this.pairInOrder();
    this.pairMoved();
    this.pairAlike();

    return {
      matches: this.after.map((text, place) => matchOf(this.before[this.found.get(place) ?? -1], text)),
      removed: this.before.filter((_, place) => !this.taken.has(place)),
    };
  }

  /** Equal texts whose order stayed: the longest common sequence of those that are in both. */
  private pairInOrder(): void {
    const kept = new Set(this.after);
    const known = new Set(this.before.map(({ text }) => text));
    const olds = placesWhere(this.before, ({ text }) => kept.has(text));
    const news = placesWhere(this.after, (text) => known.has(text));
    const parts = diffArrays(
      olds.map((place) => this.before[place]!.text),
      news.map((place) => this.after[place]!),
    );
    for (const { added, removed, count } of parts) {
      const old = added ? [] : olds.splice(0, count);
      const fresh = removed ? [] : news.splice(0, count);
      if (!added && !removed) old.forEach((place, index) => this.pair(place, fresh[index]!));
    }
  }

  /** Equal texts that stand elsewhere now; of several equal ones the first goes to the first. */
  private pairMoved(): void {
    const places = Map.groupBy(this.freeOld(), (place) => this.before[place]!.text);
    for (const place of this.freeNew()) {
      const old = places.get(this.after[place]!)?.shift();
      if (old !== undefined) this.pair(old, place);
    }
  }

  /** Those that are alike enough, the best first. */
  private pairAlike(): void {
    const olds = this.freeOld();
    const corpus = new Corpus(olds.map((place) => this.before[place]!.text));
    const pairs = this.freeNew().flatMap((place) => this.candidates(place, olds, corpus));

    for (const { before, after } of pairs.sort(byLikeness)) {
      if (!this.found.has(after) && !this.taken.has(before)) this.pair(before, after);
    }
  }

  private candidates(after: number, olds: number[], corpus: Corpus): Pair[] {
    const likeness = corpus.likenessTo(this.after[after]!);
    const share = after / this.after.length;

    return olds
      .map((before, index) => ({
        before,
        after,
        likeness: likeness[index]!,
        distance: Math.abs(before / this.before.length - share),
      }))
      .filter((pair) => pair.likeness >= ALIKE)
      .sort(byLikeness)
      .slice(0, CANDIDATES);
  }

  private pair(before: number, after: number): void {
    this.found.set(after, before);
    this.taken.add(before);
  }

  private freeOld = () => placesWhere(this.before, (_, place) => !this.taken.has(place));
  private freeNew = () => placesWhere(this.after, (_, place) => !this.found.has(place));
}

/** Of equals the nearer in place comes first, then the earlier: nothing is left to chance. */
const byLikeness = (a: Pair, b: Pair): number =>
  b.likeness - a.likeness || a.distance - b.distance || a.before - b.before || a.after - b.after;

const placesWhere = <T>(items: readonly T[], is: (item: T, place: number) => boolean): number[] =>
  items.flatMap((item, place) => (is(item, place) ? [place] : []));

function matchOf(known: KnownParagraph | undefined, text: string): Match {
  if (!known) return { change: 'added', id: null, before: null };
  return { change: known.text === text ? 'same' : 'changed', id: known.id, before: known.text };
}
