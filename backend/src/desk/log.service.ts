import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { isFresh } from '../account/account.policy.js';
import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Journal } from '../platform/journal.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { endOfDay, isDay, startOfDay } from '../procedure/calendar.js';
import { Procedure } from '../procedure/procedure.entity.js';
import { canWorkAtDesk } from '../procedure/procedure.policy.js';
import { parseNumber } from '../register/number.js';
import type { LogFilter, LogLine, LogPage } from './log.graphql.js';
import { canReadLog, canReadLogOfStatement, canSeePeopleInLog } from './log.policy.js';

const isDisclosed = true as const;
/** More lines than fit a file that somebody reads. */
const MOST_IN_FILE = 50_000;

const FROM = `
  from journal_entry j
  left join account w on w.id = j.account_id
  left join procedure p on p.tenant_id = j.tenant_id and p.id = j.scope_id
  left join statement s on s.tenant_id = j.tenant_id and s.id = j.subject_id`;

type Scope = { id: string } | null;
type Row = Omit<LogLine, 'isDisclosed'>;

/** The log of what was done at the desk: read, filtered, taken out as a file. */
@Injectable()
export class LogService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly journal: Journal,
  ) {}

  /** One page, newest first. Throws `procedure.not-found`, `canReadLog.forbidden`, `input.invalid`. */
  async list(filter: LogFilter): Promise<LogPage> {
    const scope = await this.scopeOf(filter);
    const rows = await this.rows(filter, scope, filter.size + 1);
    const shown = rows.slice(0, filter.size);
    const last = shown.at(-1);
    const { number = null } = filter;
    const all = conditionsOf({ number }, scope);
    const where = all.conditions.join(' and ');
    const people = await this.database.rows<{ id: string; name: string }>(
      `select distinct w.id, w.name ${FROM} where w.id is not null and ${where} order by 2, 1`,
      all.values,
    );
    const actions = await this.database.rows<{ action: string }>(
      `select distinct j.action ${FROM} where ${where} order by 1`,
      all.values,
    );
    return {
      isDisclosed,
      lines: shown.map((row) => ({ ...row, isDisclosed })),
      next: last && rows.length > filter.size ? `${last.at}~${last.id}` : null,
      people: people.map((person) => ({ ...person, isDisclosed })),
      actions: actions.map(({ action }) => action),
      isFresh: isFresh(current.actor),
    };
  }

  /** All lines that fit, for a file; asks for a fresh sign-in, and stands in the log itself. */
  async taken(filter: LogFilter): Promise<Row[]> {
    const scope = await this.scopeOf(filter);
    if (!isFresh(current.actor)) throw new Problem('sign-in.not-fresh');
    const rows = await this.rows({ ...filter, after: null }, scope, MOST_IN_FILE);
    this.journal.note('log.exported', { scopeId: scope?.id ?? null, after: { lines: rows.length } });
    return rows;
  }

  private async scopeOf({ procedure: slug, number }: LogFilter): Promise<Scope> {
    authorize(canWorkAtDesk, null);
    const procedure = slug ? await this.em.findOne(Procedure, { slug }) : null;
    if (slug && !procedure) throw notFound('procedure');
    if (!number || !canReadLogOfStatement(current.actor, procedure)) authorize(canReadLog, procedure);
    return procedure;
  }

  private async rows(filter: LogFilter, scope: Scope, most: number): Promise<Row[]> {
    const { conditions, values } = conditionsOf(filter, scope);
    const rows = await this.database.rows<Row>(
      `select j.id, to_char(j.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, w.name as who,
         j.action, s.number, p.title as "procedureTitle", j.before, j.after
       ${FROM} where ${conditions.join(' and ')} order by j.at desc, j.id desc limit ?`,
      [...values, most],
    );
    if (canSeePeopleInLog(current.actor, scope)) return rows;
    return rows.map((row) => ({
      ...row,
      before: withoutPeople(row.before),
      after: withoutPeople(row.after),
    }));
  }
}

function conditionsOf({ who, what, from, to, number, after }: Omit<LogFilter, 'size'>, scope: Scope) {
  const conditions = ['true'];
  const values: unknown[] = [];
  const add = (condition: string, ...given: unknown[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (scope) add('j.scope_id = ?', scope.id);
  if (who) add('j.account_id = ?', who);
  if (what) add('j.action = ?', what);
  if (from) add('j.at >= ?::timestamptz', startOfDay(checked('from', from)).toISOString());
  if (to) add('j.at < ?::timestamptz', endOfDay(checked('to', to)).toISOString());
  if (number) add('s.number = ?', parseNumber(number) ?? '');
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~([0-9a-f-]{36})$/.exec(after ?? '') ?? [];
  if (at && id) add('(j.at, j.id) < (?::timestamptz, ?::uuid)', at, id);
  return { conditions, values };
}

function checked(field: string, day: string): string {
  if (!isDay(day)) throw invalid(field, 'day.malformed');
  return day;
}

/** What names or reaches a person who wrote to the town. */
const PERSONAL =
  /^(author|identity|sender|recipient|name|organisation|street|postcode|place|address|e?mail|phone)$/i;

/** A copy in which persons are left out; that there was something stays visible. */
export function withoutPeople<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutPeople) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const pairs = Object.entries(value).map(([key, inner]) => [
    key,
    PERSONAL.test(key) && inner !== null ? '…' : withoutPeople<unknown>(inner),
  ]);
  return Object.fromEntries(pairs) as Value;
}
