/** PostgreSQL refuses a search index entry of more than 1 MB; no text of this length comes near it. */
const LONGEST = 400_000;

/** A text as it goes into the search: a longer one as its different words, in order and as many as fit. */
export function searchable(text: string): string {
  if (text.length <= LONGEST) return text;
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
  return [...words].join(' ').slice(0, LONGEST);
}
