import { parseNumber } from '../register/number.js';
import type { CaseFilter, CaseState } from './case.graphql.js';

/** What a list of statements is narrowed by, wherever it is shown, counted or handed out. */
export type CaseCriteria = Omit<CaseFilter, 'after' | 'size'>;

export const STATES: Record<CaseState, string> = {
  open: 'a.id is null and s.withdrawn_at is null',
  'to-release': 's.may_publish and r.id is null and s.withdrawn_at is null',
  answered: 'a.id is not null',
  withdrawn: 's.withdrawn_at is not null',
};

/** A statement with its procedure, its released copy and its answer. */
export const FROM = `
  from statement s
  join procedure p on p.tenant_id = s.tenant_id and p.id = s.procedure_id
  left join release r on r.tenant_id = s.tenant_id and r.id = s.id
  left join answer a on a.tenant_id = s.tenant_id and a.id = s.id`;

/**
 * What a statement has to fulfil, as conditions of SQL with their values; they go with `FROM`. `scopes` are
 * the procedures that the asker may see, null for all of the town.
 */
export function conditionsOf(
  { procedure, state, isLate, search }: CaseCriteria,
  scopes: readonly string[] | null,
): { conditions: string[]; values: unknown[] } {
  const conditions = ['true'];
  const values: unknown[] = [];
  const add = (condition: string, ...given: unknown[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (procedure) add('p.slug = ?', procedure);
  if (state) add(STATES[state]);
  if (isLate !== undefined && isLate !== null) add('s.is_late = ?', isLate);
  if (scopes)
    add(scopes.length ? `s.procedure_id in (${scopes.map(() => '?').join(', ')})` : 'false', ...scopes);
  const words = search?.trim();
  if (words) add(`(s.text ilike ? or s.number = ?)`, `%${escaped(words)}%`, parseNumber(words) ?? '');
  return { conditions, values };
}

const escaped = (words: string) => words.replace(/[\\%_]/g, '\\$&');
