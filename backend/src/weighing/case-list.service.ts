import { Injectable } from '@nestjs/common';

import { Database } from '../platform/database.js';
import { parseNumber } from '../register/number.js';
import { conditionsOf, FROM, FROM_WAITING, PROCEDURE_ID, todoOf } from './case.filter.js';
import type { CaseFilter, CaseLine, CasePage } from './case.graphql.js';
import {
  byArrival,
  candidatesOf,
  CaseTerms,
  othersThan,
  these,
  type Blocks,
  type Term,
} from './case.terms.js';

type Scopes = readonly string[] | null;
/** A statement, or what waits of it. */
type Alias = 's' | 't';
export type Row = Omit<CaseLine, 'isDisclosed'> & { id: string; found?: number };
interface Block {
  id: string;
  newest: string;
}

const isDisclosed = true as const;
const MOST_COUNTED = 1_000;
const MOST_FRESH = 1_000;
/** One block, those up to here, those up to there, then all: what is frequent is found at once, what is rare in four steps. */
const [NEXT, NEAR] = [3, 16];
const AT = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const LINES = `
  select s.id, s.number, p.title as "procedureTitle", left(s.text, 240) as excerpt, left(s.text, 3000) as text,
    s.about, s.channel, ${AT('s.received_at')} as "receivedAt", s.is_late as "isLate",
    s.may_publish as "mayPublish", r.id is not null as "isReleased",
    to_json(s.withdrawn_at) #>> '{}' as "withdrawnAt", a.outcome, w.due_on as "dueOn",
    (select name from account where id = w.assignee_id) as assignee`;
const newestFirst = (by: Alias) => `order by ${by}.received_at desc, ${by}.id desc limit ?`;

/** The list of statements, newest first, in time that does not grow with their number (docs/decisions/0018). */
@Injectable()
export class CaseListService {
  constructor(
    private readonly database: Database,
    private readonly terms: CaseTerms,
  ) {}

  /** One page; `next` leads on from its last line, however many have come in meanwhile. Who asks was asked before. */
  async page(filter: CaseFilter, scopes: Scopes): Promise<CasePage> {
    const known = await this.byNumber(filter, scopes);
    if (known) return pageOf([known], filter, { total: 1, isMore: false });
    const cursor = cursorFrom(filter.after);
    const terms = await this.terms.of(filter);
    if (terms.length && !(await this.areFew(filter, scopes)))
      return this.walk(filter, scopes, { terms, cursor });

    const rows = await this.rows(source(filter, scopes), filter.size, cursor);
    return pageOf(rows, filter, cursor ? UNCOUNTED : await this.count(filter, scopes));
  }

  /** Whether so little waits that it is quicker to look at each of them than to look for words. */
  private async areFew(filter: CaseFilter, scopes: Scopes): Promise<boolean> {
    if (!todoOf(filter)) return false;
    const { search: _, channel: __, isLate: ___, place: ____, ...rest } = filter;
    return !(await this.count(rest, scopes)).isMore;
  }

  /** The one statement whose number was typed. */
  private async byNumber({ search, size, ...filter }: CaseFilter, scopes: Scopes): Promise<Row | null> {
    const number = parseNumber(search ?? '');
    if (!number) return null;
    const { conditions, values } = conditionsOf(filter, scopes);
    const asked = { conditions: [...conditions, 's.number = ?'], values: [...values, number] };
    return (await this.rows({ ...asked, from: FROM, by: 's' }, size, null))[0] ?? null;
  }

  private rows({ from, by, conditions, values }: Source, size: number, cursor: Cursor): Promise<Row[]> {
    return this.database.rows<Row>(
      `${LINES} ${from} where ${conditions.join(' and ')} ${after(cursor, by)} ${newestFirst(by)}`,
      [...values, ...(cursor ?? []), size + 1],
    );
  }

  private async count(filter: CaseFilter, scopes: Scopes): Promise<Counted> {
    const { from, conditions, values } = waitingOnly(filter, scopes) ?? source(filter, scopes);
    const [counted] = await this.database.rows<{ total: number }>(
      `select count(*)::int as total from (select 1 ${from} where ${conditions.join(' and ')} limit ?) found`,
      [...values, MOST_COUNTED + 1],
    );
    const { total } = counted!;
    return atMost(total, false);
  }

  /** Goes from the newest block to older ones until the page is full and nothing newer can follow. */
  private async walk(
    filter: CaseFilter,
    scopes: Scopes,
    { terms, cursor }: { terms: Term[]; cursor: Cursor },
  ): Promise<CasePage> {
    const { search: _, channel: __, isLate: ___, place: ____, ...rest } = filter;
    const narrowed = conditionsOf(rest, scopes);
    const known = blocksOf(filter, scopes, cursor);
    const newest = await this.newest(known);
    const idsOf = (from: number, to: number) => newest.slice(from, to).map(({ id }) => id);
    const steps = [
      { first: newest[0], blocks: these(idsOf(0, 1)) },
      { first: newest[1], blocks: these(idsOf(1, NEXT)) },
      { first: newest[NEXT], blocks: these(idsOf(NEXT, NEAR)) },
      { first: newest[NEAR], blocks: othersThan(idsOf(0, NEAR), known) },
    ];
    let rows = await this.fresh(filter, scopes, cursor);
    let total = rows[0]?.found ?? 0;
    let isMore = false;
    for (const { first, blocks } of steps) {
      if (!first) break;
      isMore = isFull(rows, filter.size, first);
      if (isMore) break;
      const found = await this.among(candidatesOf(terms, blocks), narrowed, { cursor, size: filter.size });
      total += found[0]?.found ?? 0;
      rows = [...rows, ...found].sort(byArrival).slice(0, filter.size + 1);
    }
    return pageOf(rows, filter, cursor ? UNCOUNTED : atMost(total, isMore));
  }

  private newest({ sql, values }: Blocks): Promise<Block[]> {
    return this.database.rows<Block>(
      `select b.id, ${AT('b.newest')} as newest from case_block b where ${sql} order by b.newest desc, b.id limit ?`,
      [...values, NEAR + 1],
    );
  }

  /** Those that stand in no block yet. */
  private fresh(filter: CaseFilter, scopes: Scopes, cursor: Cursor): Promise<Row[]> {
    const candidates = {
      sql: 'select id from (select id from case_to_index order by received_at desc limit ?) q',
      values: [MOST_FRESH],
    };
    return this.among(candidates, conditionsOf(filter, scopes), { cursor, size: filter.size });
  }

  /** Of candidates those that fulfil conditions; each row says how many there are. */
  private among(
    candidates: { sql: string; values: unknown[] },
    { conditions, values }: ReturnType<typeof conditionsOf>,
    { cursor, size }: { cursor: Cursor; size: number },
  ): Promise<Row[]> {
    return this.database.rows<Row>(
      `with candidate as materialized (${candidates.sql}),
       hit as materialized (
         select s.id, count(*) over ()::int as found ${FROM}
         where s.id in (select id from candidate) and ${conditions.join(' and ')} ${after(cursor, 's')} ${newestFirst('s')})
       ${LINES}, hit.found ${FROM} join hit on hit.id = s.id order by s.received_at desc, s.id desc`,
      [...candidates.values, ...values, ...(cursor ?? []), size + 1],
    );
  }
}

interface Source extends ReturnType<typeof conditionsOf> {
  from: string;
  /** What the order of arrival is read from. */
  by: Alias;
}

/** Where the lines of a filter are read from, without words and facts of the index. */
function source(filter: CaseFilter, scopes: Scopes): Source {
  const { conditions, values } = conditionsOf(filter, scopes);
  const kind = todoOf(filter);
  if (!kind) return { from: FROM, by: 's', conditions, values };
  const waiting = { conditions: ['t.kind = ?', ...conditions], values: [kind, ...values] };
  if (!filter.procedure) return { from: FROM_WAITING, by: 't', ...waiting };
  const ofProcedure = `t.procedure_id = ${PROCEDURE_ID}`;
  return {
    ...{ from: FROM_WAITING, by: 't' },
    conditions: [ofProcedure, ...waiting.conditions],
    values: [filter.procedure, ...waiting.values],
  };
}

/** What a filter wants that asks for nothing but what waits: it is counted without looking at the statements. */
function waitingOnly(
  filter: CaseFilter,
  scopes: Scopes,
): Pick<Source, 'from' | 'conditions' | 'values'> | null {
  const { procedure, state: _, size: __, after: ___, ...more } = filter;
  const kind = todoOf(filter);
  if (!kind || Object.values(more).some((value) => value !== undefined && value !== null && value !== ''))
    return null;
  const conditions = ['t.kind = ?'];
  if (procedure) conditions.push(`t.procedure_id = ${PROCEDURE_ID}`);
  if (scopes) conditions.push('t.procedure_id = any(?::uuid[])');
  const values = [kind, ...(procedure ? [procedure] : []), ...(scopes ? [`{${scopes.join()}}`] : [])];
  return { from: 'from case_todo t', conditions, values };
}

/** The blocks that a filter looks through, `b`. */
function blocksOf({ procedure }: CaseFilter, scopes: Scopes, cursor: Cursor): Blocks {
  const conditions = ['true'];
  if (procedure) conditions.push(`b.procedure_id = ${PROCEDURE_ID}`);
  if (scopes) conditions.push('b.procedure_id = any(?::uuid[])');
  if (cursor) conditions.push('b.oldest <= ?::timestamptz');
  const values = [
    ...(procedure ? [procedure] : []),
    ...(scopes ? [`{${scopes.join()}}`] : []),
    ...(cursor ? [cursor[0]] : []),
  ];
  return { sql: conditions.join(' and '), values };
}

interface Counted {
  total: number | null;
  isMore: boolean;
}
const UNCOUNTED: Counted = { total: null, isMore: false };

const atMost = (total: number, isMore: boolean): Counted => ({
  total: Math.min(total, MOST_COUNTED),
  isMore: isMore || total > MOST_COUNTED,
});

function pageOf(rows: Row[], { size }: CaseFilter, counted: Counted): CasePage {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return {
    isDisclosed,
    lines: shown.map((row) => ({ ...row, isDisclosed })),
    ...counted,
    next: last && rows.length > size ? `${last.receivedAt}~${last.id}` : null,
  };
}

const isFull = (rows: Row[], size: number, { newest }: Block): boolean =>
  rows.length > size && rows[size]!.receivedAt > newest;

type Cursor = [string, string] | null;

const after = (cursor: Cursor, by: Alias): string =>
  cursor ? `and (${by}.received_at, ${by}.id) < (?::timestamptz, ?::uuid)` : '';

function cursorFrom(given: string | undefined): Cursor {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~([0-9a-f-]{36})$/.exec(given ?? '') ?? [];
  return at && id ? [at, id] : null;
}
