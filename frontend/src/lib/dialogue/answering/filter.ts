import type { ResultOf } from '#lib/graphql/graphql.ts';

import { BECOMES } from '../became.ts';
import type { AnsweringPage } from './answering.graphql.ts';

export type List = ResultOf<typeof AnsweringPage>['contributionsToAnswer'];
export type Line = List['lines'][number];

const STATES = ['unanswered', 'answered', ...BECOMES];

/** The filter as the address has it; without a word about it what is unanswered is listed. */
export function filterFrom(url: URL) {
  const query = (name: string, max: number) => url.searchParams.get(name)?.trim().slice(0, max) || null;
  const stand = query('stand', 20);
  return {
    stand: stand === 'alle' ? 'alle' : (STATES.find((one) => one === stand) ?? 'unanswered'),
    thema: query('thema', 80),
    q: query('q', 200),
    wie: query('wie', 20),
    mehrfach: query('mehrfach', 2) ? '1' : null,
    nach: query('nach', 10) === 'agreed' ? 'agreed' : null,
    ab: query('ab', 100),
  };
}
export type Filter = ReturnType<typeof filterFrom>;

/** The same for the backend. */
export const asked = ({ stand, thema, q, wie, mehrfach, nach, ab }: Filter) => ({
  ...{ state: stand === 'alle' ? null : stand, category: thema, search: q, like: wie },
  ...{ isRepeated: mehrfach ? true : null, order: nach ?? 'oldest', after: ab },
});

/** The filter as a query, with some of it changed; a page begins anew unless it is said. */
export function queryOf(filter: Filter, changes: Partial<Record<keyof Filter, string | null>> = {}): string {
  const whole = { ...filter, ab: null, ...changes };
  const given = Object.entries(whole).filter(
    ([name, value]) => value && !(name === 'stand' && value === 'unanswered'),
  );
  return new URLSearchParams(given as [string, string][]).toString();
}
