import { current } from '../platform/current.js';
import { parseNumber } from '../register/number.js';
import type { CaseFilter, CaseState } from './case.graphql.js';
import { caseScopes } from './case.policy.js';

/** What a list of statements is narrowed by, wherever it is shown, counted or handed out. */
export type CaseCriteria = Omit<CaseFilter, 'after' | 'size'>;

/** Who looks: the procedures whose statements they may see (null for all of the town), and their account. */
export interface Viewer {
  scopes: readonly string[] | null;
  accountId: string | null;
}

/** A condition of SQL with its values. */
export interface Where {
  sql: string;
  values: unknown[];
}

export const viewer = (): Viewer => ({
  scopes: caseScopes(current.actor),
  accountId: current.actor.accountId,
});

export const STATES: Record<CaseState, string> = {
  open: 'a.id is null and s.withdrawn_at is null',
  'to-release': 's.may_publish and r.id is null and s.withdrawn_at is null',
  answered: 'a.id is not null',
  withdrawn: 's.withdrawn_at is not null',
};

const PLACES: Record<string, string> = {
  whole: `s.about = '{}'`,
  text: `jsonb_exists(s.about, 'paragraph')`,
  document: `jsonb_exists(s.about, 'page')`,
  map: `jsonb_exists(s.about, 'geometry')`,
};
const ONE_PLACE: Record<string, string> = {
  paragraph: `s.about #>> '{paragraph,id}' = ?`,
  document: `s.about #>> '{page,documentId}' = ?`,
};

/** A statement with its released copy, its answer, and the work on it. */
export const WITH_WORK = `
  left join release r on r.tenant_id = s.tenant_id and r.id = s.id
  left join answer a on a.tenant_id = s.tenant_id and a.id = s.id
  left join case_work w on w.tenant_id = s.tenant_id and w.id = s.id`;

/** A statement with all that belongs to it, and its procedure. */
export const FROM = `
  from statement s
  join procedure p on p.tenant_id = s.tenant_id and p.id = s.procedure_id ${WITH_WORK}`;

/** The procedures `p` whose statements are asked for and may be seen. */
export function proceduresOf({ procedure }: CaseCriteria, { scopes }: Viewer): Where {
  const seen = scopes && `p.id in (${scopes.map(() => '?').join(', ') || 'null'})`;
  return joined([
    ...(seen ? [{ sql: seen, values: [...scopes] }] : []),
    ...(procedure ? [{ sql: 'p.slug = ?', values: [procedure] }] : []),
  ]);
}

/** What a statement `s` has to fulfil, whatever its procedure; goes with `WITH_WORK`. */
export function conditionsOf(criteria: CaseCriteria, { accountId }: Viewer): Where {
  const { state, isLate, channel, place, assignee, search } = criteria;
  const words = search?.trim();
  return joined([
    ...(state ? [{ sql: STATES[state], values: [] }] : []),
    ...(isLate === undefined || isLate === null ? [] : [{ sql: 's.is_late = ?', values: [isLate] }]),
    ...(channel ? [{ sql: 's.channel = ?', values: [channel] }] : []),
    ...(place ? [placeOf(place)] : []),
    ...(assignee ? [assignedTo(assignee, accountId)] : []),
    ...(words ? [saying(words)] : []),
  ]);
}

/** All of these; true where there are none. */
export const joined = (all: Where[]): Where => ({
  sql: all.map(({ sql }) => `(${sql})`).join(' and ') || 'true',
  values: all.flatMap(({ values }) => values),
});

function placeOf(place: string): Where {
  const [kind = '', id] = place.split(':');
  const sql = id ? ONE_PLACE[kind] : PLACES[kind];
  return { sql: sql ?? 'false', values: sql && id ? [id] : [] };
}

function assignedTo(assignee: string, accountId: string | null): Where {
  if (assignee === 'nobody') return { sql: 'w.assignee is null', values: [] };
  return { sql: 'w.assignee = ?::uuid', values: [assignee === 'me' ? accountId : assignee] };
}

const saying = (words: string): Where => ({
  sql: 's.text ilike ? or s.number = ?',
  values: [`%${words.replace(/[\\%_]/g, '\\$&')}%`, parseNumber(words) ?? ''],
});
