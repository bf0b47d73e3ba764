import { FIRST_NAMES } from './first-names.js';
import { literalOf } from './marks.js';

export type SuggestionKind = 'name' | 'address' | 'phone' | 'mail' | 'iban' | 'plate';

/** Words of a text that may lead to a person: each is a proposal, never applied alone. */
export interface Suggestion {
  kind: SuggestionKind;
  text: string;
}

const END = '(?![\\p{L}\\p{N}])';
const START = '(?<![\\p{L}\\p{N}])';
// Every repetition has an end and no two neighbours match the same letters: a text made to be slow must not hold up
// everybody else.
const NAME = `\\p{Lu}\\p{Ll}{1,40}(?:-\\p{Lu}\\p{Ll}{1,40}){0,3}`;
const PARTICLES = '(?:(?:von|van|zu|de|der|den)[ \\t]{1,3}){0,3}';
const FULL_NAME = `(?:${NAME}[ \\t]{1,3})?${PARTICLES}${NAME}`;
const NUMBER = '\\d{1,4}(?:[ \\t]?[a-h])?(?:[ \\t]?[-–/][ \\t]?\\d{1,4}[a-h]?)?';
const STREET =
  '(?:[Ss]traße|[Ss]trasse|[Ss]tr\\.|[Ww]eg|[Pp]latz|[Aa]llee|[Gg]asse|[Rr]ing|[Dd]amm|[Uu]fer|[Ss]teig|[Mm]arkt|[Cc]haussee|[Pp]romenade|[Gg]raben|[Bb]erg|[Hh]of|[Ww]inkel)';
const BEFORE =
  'Am|An der|An den|An dem|Im|In der|In den|Auf dem|Auf der|Zum|Zur|Unter den|Hinter der|Hinter dem|Vor dem';

const RULES: [SuggestionKind, RegExp][] = [
  ['mail', /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu],
  ['iban', /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ ]?[\dA-Z]{4}){3,7}(?:[ ]?[\dA-Z]{1,3})?(?![\p{L}\p{N}])/gu],
  ['phone', /(?<![\p{L}\p{N}])(?:\+\d{2}|00\d{2}|\(?0)(?:[ ()/–-]{0,3}\d){6,13}(?![\p{L}\p{N}])/gu],
  [
    'plate',
    /(?<![\p{L}\p{N}-])(?!DIN|ISO|EN |RAS|VDI)[A-ZÄÖÜ]{1,3}[ ]?-[ ]?[A-Z]{1,2}[ -]?\d{1,4}[EH]?(?![\p{L}\p{N}])/gu,
  ],
  [
    'address',
    new RegExp(
      `${START}(?:\\p{Lu}[\\p{L}.]{0,40}[ \\t-]){0,5}\\p{L}{0,40}${STREET}[ \\t]{1,3}${NUMBER}${END}`,
      'gu',
    ),
  ],
  [
    'address',
    new RegExp(
      `${START}(?:${BEFORE})[ \\t]{1,3}(?:\\p{Lu}[\\p{L}-]{1,60}[ \\t]{1,3}){1,2}${NUMBER}${END}`,
      'gu',
    ),
  ],
  ['address', new RegExp(`${START}\\d{5}[ \\t]{1,3}\\p{Lu}[\\p{L}-]{1,60}${END}`, 'gu')],
  [
    'name',
    new RegExp(
      `${START}(?:Herrn?|Frau|Familie|Fam\\.|Eheleuten?|Dr\\.|Prof\\.|Nachbarn?|Nachbarin)[ \\t]{1,3}(?:(?:Dr|Prof)\\.[ \\t]{1,3}){0,3}(?!Herrn?|Frau)(?<only>${FULL_NAME})`,
      'gu',
    ),
  ],
  [
    'name',
    new RegExp(
      `(?:[Mm]ein Name ist|[Ii]ch heiße|[Gg]ez\\.|[Gg]ezeichnet:?|Grüßen,?|Grüße,?|Gruß,?)\\s{1,8}(?<only>${FULL_NAME})${END}`,
      'gu',
    ),
  ],
];

/** What looks so and is none: units behind five digits, parts of a plan, days and months before a number. */
const NOT_A_PLACE =
  /^\d{5}\s+(?:Euro|Quadratmeter|Kubikmeter|Menschen|Einwohner|Fahrzeuge|Hektar|Autos|Tonnen|Wohnungen|Bürger|Unterschriften|Stimmen|Bäume|Liter|Kilometer|Meter|Jahre)/u;
const NOT_A_STREET =
  /(?:Paragra(?:ph|f)|Abschnitt|Absatz|Kapitel|Punkt|Jahre?|Teil|Seite|Nummer|Nr|Plan|Bebauungsplan|Anlage|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\s+\d/u;
const NOT_A_NAME =
  /^(?:Ober)?(?:Bürgermeister|Stadtrat|Stadträtin|Landrat|Landrätin|Minister|Präsident|Professor|Doktor|Ihr|Die|Das|Der|Wir|Ich|Stadt|Familie|Bürger|Anwohner|Nachbar)/u;

/** What in a text may lead to a person; `known` is what we know of its author and counts only where it stands there. */
export function suggestionsIn(text: string, known: readonly string[] = []): Suggestion[] {
  const plain = text.normalize('NFC');
  const found = [
    ...known.flatMap((words) => knownIn(plain, words)),
    ...RULES.flatMap(([kind, rule]) =>
      [...plain.matchAll(rule)].map(({ 0: all, groups }) => ({ kind, text: trimmed(groups?.only ?? all) })),
    ),
    ...namesIn(plain),
  ].filter(isLikely);
  return [...new Map(found.map((one) => [one.text.toLowerCase(), one])).values()];
}

const isLikely = ({ kind, text }: Suggestion): boolean => {
  if (text.length < 3) return false;
  if (kind === 'name') return !NOT_A_NAME.test(text);
  return kind !== 'address' || !(NOT_A_PLACE.test(text) || NOT_A_STREET.test(text));
};

/** An article at the beginning of a sentence belongs to no street. */
const trimmed = (words: string): string =>
  words.trim().replace(/^(?:Die|Der|Das|Den|Dem|Ich|Wir|Unsere?|Meine?)\s+/u, '');

/** A first name followed by another name: one alone may be anything. */
function namesIn(plain: string): Suggestion[] {
  // The look ahead lets a title in front of a name be no obstacle: „Nachbar Wolfgang Dietze“.
  const name = `(?<first>${NAME})[ \\t]{1,3}${PARTICLES}(?:\\p{Lu}\\.[ \\t]{1,3})?${NAME}${END}`;
  const pairs = plain.matchAll(new RegExp(`${START}(?=(?<words>${name}))`, 'gu'));
  return [...pairs]
    .filter(({ groups }) => FIRST_NAMES.has(groups!.first!.split('-')[0]!))
    .map(({ groups }) => ({ kind: 'name' as const, text: groups!.words! }));
}

/** Who knows the whole also finds its parts: „Albrecht“ of „Anna Albrecht“. */
function knownIn(plain: string, words: string): Suggestion[] {
  const whole = words.normalize('NFC').trim();
  const kind = whole.includes('@') ? 'mail' : /\d/.test(whole) ? 'address' : 'name';
  const parts = kind === 'name' ? [whole, ...whole.split(/\s+/)] : [whole, whole.replace(/\s+\d.*$/u, '')];
  return parts
    .filter((part) => part.length >= 3 && stands(part, plain))
    .map((text) => ({ kind, text }) as const);
}

const stands = (part: string, plain: string): boolean =>
  new RegExp(`${START}${literalOf(part)}(?:['’]?s)?${END}`, 'iu').test(plain);
