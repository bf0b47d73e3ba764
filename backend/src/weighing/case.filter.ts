import { current } from '../platform/current.js';
import { parseNumber } from '../register/number.js';
import type { CaseFilter, CaseState } from './case.graphql.js';
import type { TodoKind } from './case-index.entity.js';

/** What a list of statements is narrowed by, wherever it is shown, counted or handed out. */
export type CaseCriteria = Omit<CaseFilter, 'after' | 'size'>;

export const STATES: Record<CaseState, string> = {
  open: 'a.id is null and s.withdrawn_at is null',
  'to-release': 's.may_publish and r.id is null and s.withdrawn_at is null',
  answered: 'a.id is not null',
  withdrawn: 's.withdrawn_at is not null',
};

/** What stands beside a statement: its procedure, its released copy, its answer and who works on it. */
const BESIDE = `
  join procedure p on p.tenant_id = s.tenant_id and p.id = s.procedure_id
  left join release r on r.tenant_id = s.tenant_id and r.id = s.id
  left join answer a on a.tenant_id = s.tenant_id and a.id = s.id
  left join case_work w on w.tenant_id = s.tenant_id and w.id = s.id`;

/** A statement with what stands beside it. */
export const FROM = `from statement s ${BESIDE}`;

/** Statements as `FROM`, read from those that wait, `t`; conditions and order by `t` use its index. */
export const FROM_WAITING = `
  from case_todo t join statement s on s.tenant_id = t.tenant_id and s.id = t.id ${BESIDE}`;

/** Whether the lines that a filter wants are few among all, but all of those that wait; one person's are fewer still. */
export const todoOf = ({ state, assignee }: CaseCriteria): TodoKind | null =>
  (!assignee || assignee === 'nobody') && (state === 'open' || state === 'to-release') ? state : null;

/** The id of a procedure by its address; looked up once and not for each statement. */
export const PROCEDURE_ID = '(select id from procedure where slug = ?)';

/** Not `w.assignee_id is null`: nothing tells PostgreSQL how many have no row, and it would read all of them. */
const OF_NOBODY = `not exists (
  select 1 from case_work o where o.tenant_id = s.tenant_id and o.id = s.id and o.assignee_id is not null)`;

/** What a place on the plan is as a condition; `?` is what stands behind the colon of `paragraph:…`. */
const PLACES: Record<string, string> = {
  paragraph: `s.about #>> '{paragraph,id}' = ?`,
  document: `s.about #>> '{page,documentId}' = ?`,
  area: `s.about #>> '{geometry,name}' = ?`,
  map: `s.about #> '{geometry,shape}' is not null and s.about #>> '{geometry,name}' is null and ? = ''`,
  whole: `s.about = '{}'::jsonb and ? = ''`,
};

/**
 * What a statement has to fulfil, as conditions of SQL with their values; they go with `FROM`. `scopes` are
 * the procedures that the asker may see, null for all of the town.
 */
export function conditionsOf(
  criteria: CaseCriteria,
  scopes: readonly string[] | null,
): { conditions: string[]; values: unknown[] } {
  const { procedure, state, isLate, search, channel, place, assignee } = criteria;
  const conditions = ['true'];
  const values: unknown[] = [];
  const add = (condition: string, ...given: unknown[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (procedure) add(`s.procedure_id = ${PROCEDURE_ID}`, procedure);
  if (state) add(STATES[state]);
  if (isLate !== undefined && isLate !== null) add('s.is_late = ?', isLate);
  if (channel) add('s.channel = ?', channel);
  if (place) add(...placeCondition(place));
  if (assignee === 'nobody') add(OF_NOBODY);
  else if (assignee) add('w.assignee_id = ?', assignee === 'me' ? current.actor.accountId : assignee);
  if (scopes)
    add(scopes.length ? `s.procedure_id in (${scopes.map(() => '?').join(', ')})` : 'false', ...scopes);
  const words = search?.trim();
  if (words)
    add(
      `(to_tsvector('pub.german', s.text) @@ to_tsquery('pub.german', ?) or s.number = ?)`,
      queryOf(words),
      parseNumber(words) ?? '',
    );
  return { conditions, values };
}

const MAX_WORDS = 8;
const MIN_BEGINNING = 3;

/** All of the words, the last one as the beginning of a word, as `to_tsquery` takes them. */
export function queryOf(words: string): string {
  const parts = words.match(/[\p{L}\p{N}]+/gu)?.slice(0, MAX_WORDS) ?? [];
  const isBeginning = (parts.at(-1)?.length ?? 0) >= MIN_BEGINNING;
  return parts.join(' & ') + (isBeginning ? ':*' : '');
}

function placeCondition(place: string): [string, string] {
  const [, kind, rest = ''] = /^(\w+)(?::(.*))?$/.exec(place) ?? [];
  return [PLACES[kind ?? ''] ?? `? is null`, rest];
}
