import type { ResultOf } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { aboutInWords } from '#lib/statement/about.ts';

import { CASE_STATES, CHANNELS, channelInWords, stateInWords } from '../words.ts';
import type { CaseList } from '../case-list.graphql.ts';

type Page = ResultOf<typeof CaseList>;
export type Line = Page['cases']['lines'][number];
export type Choices = Page['caseChoices'];

/** What the list is narrowed by, under the names that stand in its address. */
export const FILTERS = ['q', 'verfahren', 'stand', 'ort', 'eingang', 'frist', 'wer'] as const;
export type Filter = Record<(typeof FILTERS)[number], string>;

const KNOWN: Partial<Record<keyof Filter, RegExp>> = {
  stand: new RegExp(`^(${CASE_STATES.join('|')})$`),
  eingang: new RegExp(`^(${CHANNELS.join('|')})$`),
  ort: /^(?:(?:paragraph|document|area):.{1,255}|map|whole)$/,
  frist: /^(late|in-time)$/,
  wer: /^(?:me|nobody|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
};

/** The filter in an address; what makes no sense is left out. */
export function filterFrom(asked: URLSearchParams): Filter {
  const value = (name: keyof Filter) => {
    const given = (asked.get(name) ?? '').slice(0, 300);
    return KNOWN[name]?.test(given) === false ? '' : given;
  };
  return Object.fromEntries(FILTERS.map((name) => [name, value(name)])) as Filter;
}

/** The same as the variables of the question. */
export const variablesOf = ({ q, verfahren, stand, ort, eingang, frist, wer }: Filter) => ({
  search: q.slice(0, 200) || null,
  procedure: verfahren.slice(0, 80) || null,
  state: stand || null,
  place: ort || null,
  channel: eingang || null,
  isLate: frist ? frist === 'late' : null,
  assignee: wer || null,
});

/** The same as an address has it, with changes; a place belongs to its procedure and leaves with it. */
export function queryOf(filter: Filter, changes: Record<string, string> = {}): string {
  const ort = 'verfahren' in changes ? { ort: '' } : {};
  const given = Object.entries({ ...filter, ...ort, ...changes }).filter(([, value]) => value);
  return new URLSearchParams(given).toString();
}

const DUE_IN_TIME: Record<string, () => string> = { late: m.late, 'in-time': m.in_time };

/** What the form offers for each name. */
export function optionsOf({ procedures, places, people }: Choices) {
  const any = { value: '', label: m.filter_any() };
  const named = (values: readonly string[], words: (value: string) => string) => [
    any,
    ...values.map((value) => ({ value, label: words(value) })),
  ];
  return {
    verfahren: [any, ...procedures.map(({ slug, title }) => ({ value: slug, label: title }))],
    stand: named(CASE_STATES, stateInWords),
    ort: [any, ...places.map(({ value, about }) => ({ value, label: placeInWords(value, about) }))],
    eingang: named(CHANNELS, channelInWords),
    frist: named(Object.keys(DUE_IN_TIME), (value) => DUE_IN_TIME[value]!()),
    wer: [
      any,
      { value: 'me', label: m.list_me() },
      { value: 'nobody', label: m.list_nobody() },
      ...people.map(({ id, name }) => ({ value: id, label: name, group: m.list_people() })),
    ],
  };
}

/** The filters that are on, each with its words. */
export function chipsOf(filter: Filter, choices: Choices): { name: keyof Filter; label: string }[] {
  const options: Record<string, { value: string; label: string }[]> = optionsOf(choices);
  const words = (name: keyof Filter) =>
    name === 'q'
      ? `„${filter.q}“`
      : (options[name]?.find(({ value }) => value === filter[name])?.label ?? filter[name]);
  return FILTERS.filter((name) => filter[name]).map((name) => ({ name, label: words(name) }));
}

/** A place of the plan: of what a statement speaks to only the part that the filter means, without page and version. */
function placeInWords(value: string, about: unknown): string {
  const { paragraph, page } = about as {
    paragraph?: { text: string; number: number };
    page?: { title: string };
  };
  if (value.startsWith('paragraph:') && paragraph)
    return m.list_paragraph({ text: paragraph.text, number: paragraph.number });
  if (value.startsWith('document:') && page) return page.title;
  if (value.startsWith('area:')) return value.slice('area:'.length);
  return value === 'map' ? m.list_map() : aboutInWords({});
}
