/** What stands in the public copy where something was marked. */
export const BLACKENED = '[geschwärzt]';

const OPEN = '⟦';
const CLOSE = '⟧';
const SHORTEST_REPEATED = 3;
const graphemes = new Intl.Segmenter('de', { granularity: 'grapheme' });

type Range = [from: number, to: number];

/** A text with the ranges of it that are to be black; offsets in UTF-16 units, never inside a sign. */
interface Marked {
  plain: string;
  ranges: Range[];
}

/** A text as a sender wrote it, ready to be marked: signs that mean a mark become plain brackets. */
export const unmarked = (text: string): string => text.replaceAll(OPEN, '[').replaceAll(CLOSE, ']');

/** Whether every `⟦` has its `⟧`: a mark that is not closed would leave open what was meant to be black. */
export function isBalanced(source: string): boolean {
  let depth = 0;
  for (const sign of source) {
    if (sign === OPEN) depth += 1;
    if (sign === CLOSE) depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/**
 * The source with everything marked that is to be: the marks themselves, the accepted words, and every other place
 * where the same words stand again. A genitive (`Müllers`) counts as the word.
 */
export function markEverywhere(source: string, accepted: readonly string[] = []): string {
  const { plain, ranges } = parse(source);
  const words = [
    ...accepted.map((word) => word.normalize('NFC')),
    ...ranges.map(([from, to]) => plain.slice(from, to)),
  ];
  const repeated = new Set(
    words.map((word) => word.trim()).filter((word) => word.length >= SHORTEST_REPEATED),
  );
  const all = [...ranges, ...[...repeated].flatMap((word) => placesOf(word, plain))];
  return written({ plain, ranges: merged(all, plain) }, (words) => OPEN + words + CLOSE);
}

/** The copy that may be published: nothing of what was marked is in it, not even its length. */
export const redacted = (source: string): string => written(parse(source), () => BLACKENED);

/** The text without its marks. */
export const withoutMarks = (source: string): string => parse(source).plain;

/** The marked words themselves. */
export function markedWords(source: string): string[] {
  const { plain, ranges } = parse(source);
  return ranges.map(([from, to]) => plain.slice(from, to));
}

function parse(source: string): Marked {
  const ranges: Range[] = [];
  let plain = '';
  let depth = 0;
  let from = 0;
  for (const sign of source.normalize('NFC')) {
    if (sign === OPEN) {
      if (depth === 0) from = plain.length;
      depth += 1;
    } else if (sign === CLOSE) {
      depth -= 1;
      if (depth === 0) ranges.push([from, plain.length]);
    } else plain += sign;
  }
  return { plain, ranges: merged(ranges, plain) };
}

/** Ranges in order, none touching another, each widened to whole signs: half an emoji would be a riddle. */
function merged(ranges: Range[], plain: string): Range[] {
  const segments = graphemes.segment(plain);
  const whole = ranges
    .filter(([from, to]) => from < to)
    .map(([from, to]): Range => {
      const last = segments.containing(to - 1)!;
      return [segments.containing(from)!.index, last.index + last.segment.length];
    })
    .sort((a, b) => a[0] - b[0]);
  return whole.reduce<Range[]>((done, [from, to]) => {
    const last = done.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else done.push([from, to]);
    return done;
  }, []);
}

/** A word as a pattern that means just this word; a hyphen stays one, because `u` knows no escaped hyphen. */
export const literalOf = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function placesOf(word: string, plain: string): Range[] {
  const literal = literalOf(word).replace(/\s+/g, '\\s+');
  const places = new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?:['’]?s)?(?![\\p{L}\\p{N}])`, 'giu');
  return [...plain.matchAll(places)].map(({ index, 0: found }) => [index, index + found.length]);
}

function written({ plain, ranges }: Marked, mark: (words: string) => string): string {
  let text = '';
  let at = 0;
  for (const [from, to] of ranges) {
    text += plain.slice(at, from) + mark(plain.slice(from, to));
    at = to;
  }
  return text + plain.slice(at);
}
