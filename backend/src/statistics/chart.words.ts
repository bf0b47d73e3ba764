import type { ChartKind } from './counts.sql.js';

/** The languages in which numbers are told. */
export type Language = 'de' | 'en';
type Words = Record<Language, string>;

const TITLES: Record<ChartKind, Words> = {
  days: { de: 'Stellungnahmen je Tag', en: 'Statements per day' },
  timeliness: { de: 'Fristgerecht und verspätet', en: 'In time and late' },
  channels: { de: 'Eingangswege', en: 'Ways they came in' },
  outcomes: { de: 'Ergebnisse', en: 'Outcomes' },
  places: { de: 'Orte auf der Karte', en: 'Places on the map' },
  paragraphs: { de: 'Absätze der Planunterlagen', en: 'Paragraphs of the plan' },
};

const LABELS: Record<string, Words> = {
  'in-time': { de: 'fristgerecht', en: 'in time' },
  late: { de: 'nach Ablauf der Frist', en: 'late' },
  web: { de: 'über das Portal', en: 'through the portal' },
  mail: { de: 'per E-Mail', en: 'by e-mail' },
  letter: { de: 'per Brief', en: 'by letter' },
  minutes: { de: 'zur Niederschrift', en: 'for the record' },
  dialogue: { de: 'aus einem Dialog', en: 'from a dialogue' },
  followed: { de: 'gefolgt', en: 'followed' },
  'already-followed': { de: 'schon in der Planung enthalten', en: 'already part of the plan' },
  'not-followed': { de: 'nicht gefolgt', en: 'not followed' },
  'working-group': { de: 'in einer Arbeitsgruppe', en: 'in a working group' },
  noted: { de: 'zur Kenntnis genommen', en: 'noted' },
  open: { de: 'noch ohne Antwort', en: 'not answered yet' },
  withdrawn: { de: 'zurückgezogen', en: 'withdrawn' },
};

const PARAGRAPH: Words = { de: 'Absatz', en: 'paragraph' };
const SPOT: Words = { de: 'Stelle bei', en: 'Spot at' };
export const DEADLINE: Words = { de: 'Fristende', en: 'Deadline' };
export const MORE: Words = { de: 'weitere in der Tabelle', en: 'more in the table' };
export const NONE: Words = { de: 'Noch nichts zu zählen', en: 'Nothing to count yet' };
export const HEADS: Record<'label' | 'count', Words> = {
  label: { de: 'Was', en: 'What' },
  count: { de: 'Anzahl', en: 'Number' },
};

export const titleOf = (kind: ChartKind, language: Language): string => TITLES[kind][language];

/** Whatever a visit speaks, numbers are told in German or English. */
export const languageOf = (language: string): Language => (language === 'en' ? 'en' : 'de');

export const numberIn = (value: number, language: Language): string =>
  value.toLocaleString(language === 'en' ? 'en-GB' : 'de-DE');

/** „14.12.2026“. */
export const dayIn = (day: string, language: Language): string =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString(language === 'en' ? 'en-GB' : 'de-DE', {
    ...({ day: '2-digit', month: '2-digit', year: 'numeric' } as const),
    timeZone: 'UTC',
  });

/** What one row counts, in words. */
export function labelOf(
  kind: ChartKind,
  row: { label: string | null; at: number[] },
  language: Language,
): string {
  const label = row.label ?? '';
  if (kind === 'days') return dayIn(label, language);
  if (kind === 'places')
    return (
      label ||
      `${SPOT[language]} ${row.at
        .map((one) => one.toFixed(3))
        .reverse()
        .join(', ')}`
    );
  if (kind !== 'paragraphs') return LABELS[label]?.[language] ?? label;
  const [text, number] = label.split('|');
  return `${text}, ${PARAGRAPH[language]} ${number}`;
}
