import { createHash } from 'node:crypto';

import type { Point } from 'geojson';

/** From so many letters on a text says enough by itself: who copies it may have thought of a title of their own. */
const SPEAKS_FOR_ITSELF = 60;
/** What stands below a greeting at the end: names, a place, a day. */
const MAX_SIGNED_LINES = 4;
/** About ten metres: the same words about another place are something else. */
const PLACE_DIGITS = 4;

const GREETING =
  /^\s*(sehr geehrte|guten (tag|morgen|abend)|hallo|liebe[rs]?|moin|grüß gott|an die stadt|dear )[^\n]{0,80}$/iu;
const CLOSING =
  /^\s*(mit (\p{L}+ )?(freundlichen|besten|herzlichen|vielen) grüßen|(viele|beste|freundliche|herzliche|liebe) grüße|mfg|lg|hochachtungsvoll|(kind|best) regards)[^\n]{0,80}$/iu;

interface Said {
  title: string;
  text: string;
  place: Point | null;
}

/**
 * SHA-256 (hex) of what somebody wrote, without what people change about a text that they pass on: case, spaces,
 * punctuation, ways of writing the same letter in Unicode, greetings and signatures. Null for what has no letters.
 */
export function sameWordsHash({ title, text, place }: Said): string | null {
  const body = lettersOf(withoutGreetings(text));
  const words = body.length >= SPEAKS_FOR_ITSELF ? body : `${lettersOf(title)}|${body}`;
  if (words === '|') return null;
  const where = place ? place.coordinates.map((degrees) => degrees.toFixed(PLACE_DIGITS)).join(' ') : '';
  return createHash('sha256').update(`${words}@${where}`).digest('hex');
}

const lettersOf = (words: string): string =>
  words
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]/gu, '');

function withoutGreetings(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim());
  const begin = lines.length > 1 && GREETING.test(lines[0]!) ? 1 : 0;
  const end = lines.findLastIndex((line) => CLOSING.test(line));
  const isSigned = end > begin && lines.length - end <= MAX_SIGNED_LINES;
  return lines.slice(begin, isSigned ? end : undefined).join('\n');
}
