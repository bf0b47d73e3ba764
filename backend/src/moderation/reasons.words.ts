import type { Basis } from '../contribution/suspension.entity.js';

/** A day with its time in Berlin, as a letter says it. */
export const momentInWords = (at: Date): string =>
  `${at.toLocaleString('de-DE', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Berlin' })} Uhr`;

/** What a restriction rests on. */
export const groundInWords = (basis: Basis, provision: string, home: string): string =>
  basis === 'illegal'
    ? `Wir halten das für verboten: ${provision}.`
    : `Es verstößt gegen unsere Regeln des Dialogs: ${provision}. Die Regeln: ${home}/dialogregeln`;

interface Found {
  isAfterReport: boolean;
}

/** How it was found, and that no machine decided (Art. 17 (3) (b) and (c) DSA). */
export const foundInWords = ({ isAfterReport }: Found): string =>
  `${isAfterReport ? 'Jemand hatte es gemeldet.' : 'Wir haben es selbst bemerkt.'} Ein Mensch hat entschieden, kein Programm.`;

export const WARNING =
  'Das ist eine Verwarnung: Bei einem weiteren Verstoß können wir Sie für eine Zeit vom Dialog ausschließen.';
