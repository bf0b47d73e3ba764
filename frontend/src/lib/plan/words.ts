import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { numberInWords } from '#lib/platform/time.ts';
import { documentInWords } from '#lib/procedure/status.ts';

/** In the order of the backend. */
const KINDS = [
  'notice',
  'plan-drawing',
  'reasons',
  'environmental-report',
  'expert-report',
  'statute',
  'summary-statement',
  'other',
];

export const kindOptions = () => KINDS.map((value) => ({ value, label: documentInWords(value) }));

const LANGUAGES: Record<string, () => string> = {
  de: m.plan_language_de,
  en: m.plan_language_en,
  'de-x-leicht': m.plan_language_easy,
};

export const languageInWords = (language: string): string => LANGUAGES[language]?.() ?? language;
export const languageOptions = () =>
  Object.keys(LANGUAGES).map((value) => ({ value, label: languageInWords(value) }));

/** A file's size as people say it. */
export const sizeInWords = (size: number): string =>
  size < 1_000_000
    ? `${numberInWords(Math.max(1, Math.round(size / 1_000)), getLocale())} kB`
    : `${numberInWords(Math.round(size / 100_000) / 10, getLocale())} MB`;

/** What a file's name says about its title: `B-Plan_27.pdf` becomes `B-Plan 27`. */
export const titleOf = (name: string): string =>
  name
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/_+/g, ' ')
    .trim();

const HINTS: [RegExp, string][] = [
  [/bekanntm/i, 'notice'],
  [/umwelt/i, 'environmental-report'],
  [/gutachten|untersuchung|prognose/i, 'expert-report'],
  [/begr(ü|ue)nd/i, 'reasons'],
  [/festsetz|satzung/i, 'statute'],
  [/zusammenfassend/i, 'summary-statement'],
  [/planzeichn|plan/i, 'plan-drawing'],
];

/** The kind that a file's name suggests; the clerk may choose another. */
export const kindOf = (name: string): string => HINTS.find(([says]) => says.test(name))?.[1] ?? 'other';

const FEATURES: Record<string, () => string> = {
  building: m.plan_feature_building,
  mixed: m.plan_feature_mixed,
  green: m.plan_feature_green,
  tree: m.plan_feature_tree,
  water: m.plan_feature_water,
  road: m.plan_feature_road,
  path: m.plan_feature_path,
  protect: m.plan_feature_protect,
  energy: m.plan_feature_energy,
  other: m.plan_feature_other,
};

export const featureOptions = () =>
  Object.entries(FEATURES).map(([value, label]) => ({ value, label: label() }));
export const featureInWords = (kind: string): string => (FEATURES[kind] ?? m.plan_feature_other)();

const DONE: Record<string, () => string> = {
  hochgeladen: m.plan_done_uploaded,
  ausgelegt: m.plan_done_taken_in,
  verworfen: m.plan_done_discarded,
  verschoben: m.plan_done_moved,
  ersetzt: m.plan_done_replaced,
  beschrieben: m.plan_done_described,
  heruntergenommen: m.plan_done_taken_down,
};

/** What was just done with the documents, by the word in the address. */
export const documentsDone = (query: Pick<URLSearchParams, 'has'>): string | null =>
  Object.entries(DONE).find(([word]) => query.has(word))?.[1]() ?? null;
