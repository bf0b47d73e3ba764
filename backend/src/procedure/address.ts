const LETTERS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
const MAX = 60;

/** What an address of a procedure may look like: small letters, digits and single hyphens. */
export const ADDRESS = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The last part of an address, made from a title: „Bebauungsplan Nr. 27 ‚Elster‘“ → `bebauungsplan-nr-27-elster`. */
export function addressFrom(title: string): string {
  const plain = title
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => LETTERS[letter]!)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-');
  return plain.slice(0, MAX).replace(/^-+|-+$/g, '') || 'verfahren';
}
