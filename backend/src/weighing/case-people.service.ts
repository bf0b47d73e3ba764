import { Injectable } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { type Due } from '../platform/due.js';
import { authorize } from '../platform/authorize.js';
import { endOfDay, localDate } from '../procedure/calendar.js';
import { FROM, STATES } from './case.filter.js';
import { ASSIGNABLE, canWorkOnCases } from './case.policy.js';
import type { CasePerson } from './case-work.graphql.js';

const isDisclosed = true as const;

/** Who works on statements, and what waits for whom. */
@Injectable()
export class CasePeople {
  constructor(private readonly database: Database) {}

  /** Whom statements of a procedure can be given to, A–Z; of all procedures for null. Who asks was asked before. */
  async of(procedureId: string | null): Promise<CasePerson[]> {
    const people = await this.database.rows<{ id: string; name: string }>(
      `select distinct a.id, a.name from membership m join account a on a.id = m.account_id
       where m.ended_at is null and m.role = any(?::text[])
         and (?::uuid is null or m.procedure_id is null or m.procedure_id = ?::uuid) order by a.name, a.id`,
      [`{${ASSIGNABLE.join()}}`, procedureId, procedureId],
    );
    return people.map((person) => ({ isDisclosed, ...person }));
  }

  /** Names by the ids of accounts. */
  async namesOf(ids: (string | null)[]): Promise<Map<string, string>> {
    const known = [...new Set(ids.filter((id) => id !== null))];
    if (!known.length) return new Map();
    const rows = await this.database.rows<{ id: string; name: string }>(
      'select id, name from account where id = any(?::uuid[])',
      [`{${known.join()}}`],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** What is assigned to the current actor and still open: what is over its day first. */
  async due(): Promise<Due[]> {
    authorize(canWorkOnCases, null);
    const today = localDate(clock.now());
    const rows = await this.database.rows<{ isOver: boolean; count: number; day: string | null }>(
      `select coalesce(w.due_on < ?, false) as "isOver", count(*)::int as count, min(w.due_on) as day
       ${FROM} where w.assignee_id = ? and ${STATES.open} group by 1`,
      [today, current.actor.accountId],
    );
    return rows.map(({ isOver, count, day }) => ({
      kind: isOver ? 'case.overdue' : 'case.mine',
      count,
      dueAt: day ? endOfDay(day) : null,
      scope: null,
    }));
  }
}
