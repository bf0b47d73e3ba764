import { CASE_STATES } from './words.ts';

/** What the list of statements is narrowed by, and under which name each stands in its address. */
export const FILTER_NAMES = {
  procedure: 'verfahren',
  state: 'stand',
  isLate: 'verspaetet',
  channel: 'eingang',
  place: 'ort',
  assignee: 'wer',
  search: 'q',
} as const;

export const CHANNELS = ['web', 'mail', 'letter', 'minutes'] as const;
export const PLACES = ['whole', 'text', 'document', 'map'] as const;
const PLACE = /^(whole|text|document|map|(paragraph|document):[0-9a-f-]{36})$/;
const ASSIGNEE = /^(me|nobody|[0-9a-f]{8}-[0-9a-f-]{27})$/;

/** What an address asks for; what nobody can mean is left out. */
export function filterFrom(asked: URLSearchParams) {
  const text = (name: keyof typeof FILTER_NAMES, max: number) =>
    asked.get(FILTER_NAMES[name])?.slice(0, max) || null;
  const matching = (name: keyof typeof FILTER_NAMES, pattern: RegExp) => {
    const value = text(name, 60);
    return value && pattern.test(value) ? value : null;
  };
  return {
    procedure: text('procedure', 80),
    state: CASE_STATES.find((known) => known === asked.get(FILTER_NAMES.state)) ?? null,
    isLate: asked.get(FILTER_NAMES.isLate) ? true : null,
    channel: CHANNELS.find((known) => known === asked.get(FILTER_NAMES.channel)) ?? null,
    place: matching('place', PLACE),
    assignee: matching('assignee', ASSIGNEE),
    search: text('search', 200),
  };
}

export type ListFilter = ReturnType<typeof filterFrom>;

/** The part of the address behind the question mark that asks for this; empty where nothing is narrowed. */
export function queryOf(filter: ListFilter): string {
  const given = Object.entries(filter).flatMap(([name, value]): [string, string][] =>
    value ? [[FILTER_NAMES[name as keyof ListFilter], value === true ? '1' : value]] : [],
  );
  return new URLSearchParams(given).toString();
}
