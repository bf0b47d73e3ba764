import { numberInWords, type Language } from './time.ts';

/** Bytes in words, e.g. 12 kB or 3 MB. */
export const sizeInWords = (bytes: number, locale: Language): string =>
  bytes < 1_000_000
    ? `${numberInWords(Math.max(1, Math.round(bytes / 1_000)), locale)} kB`
    : `${numberInWords(Math.round(bytes / 1_000_000), locale)} MB`;
