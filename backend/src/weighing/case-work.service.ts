import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { AccountService } from '../account/account.service.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import type { Due } from '../platform/due.js';
import { Journal } from '../platform/journal.js';
import { invalid, notFound } from '../platform/problem.js';
import { isDay, localDate } from '../procedure/calendar.js';
import { parseNumber } from '../register/number.js';
import { Statement } from '../statement/statement.entity.js';
import { canReadStatement } from '../statement/statement.policy.js';
import { STATES } from './case.filter.js';
import { canAssignCases, WORKERS } from './case.policy.js';
import { CaseWork, Handover, type WorkBefore } from './case-work.entity.js';
import type { CaseWorkType, Colleague, HandedOver, WorkInput } from './case-work.graphql.js';

const UNDO_MS = 3_600_000;
const isDisclosed = true as const;

/** Who works on which statement, and until when. */
@Injectable()
export class CaseWorkService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly accounts: AccountService,
    private readonly journal: Journal,
  ) {}

  /**
   * Hands statements over, or sets the day by which they are to be done; for an hour it can be undone. Throws
   * `statement.not-found`, `canAssignCases.forbidden`, `input.invalid`.
   */
  async handOver({ numbers, assignee, dueOn }: WorkInput): Promise<HandedOver> {
    const statements = await this.find(numbers);
    for (const { procedure } of statements) authorize(canAssignCases, procedure);
    if (dueOn && !isDay(dueOn)) throw invalid('dueOn', 'day.malformed');
    if (assignee && assignee !== 'nobody') await this.refuseStranger(assignee, statements);

    const known = await this.known(statements.map(({ id }) => id));
    const before = statements.map(({ id }): WorkBefore => {
      const work = known.get(id);
      return { id, assignee: work?.assignee ?? null, dueOn: work?.dueOn ?? null };
    });
    const after = before.map((was) => ({
      id: was.id,
      assignee: assignee ? (assignee === 'nobody' ? null : assignee) : was.assignee,
      dueOn: dueOn === undefined || dueOn === null ? was.dueOn : dueOn || null,
    }));
    const at = await this.write(statements, before, after);
    const id = randomUUID();
    this.em.persist(
      this.em.create(Handover, { id, accountId: current.actor.accountId!, at, before } as never),
    );
    return { isDisclosed, id, count: statements.length };
  }

  /** Puts things back as they were, where nobody changed them since; answers how many. Throws `handover.not-found`. */
  async undo(id: string): Promise<number> {
    const key = { id, accountId: current.actor.accountId ?? '', undoneAt: null };
    const handover = current.actor.accountId ? await this.em.findOne(Handover, key) : null;
    authorize(isTheirs, handover, 'handover');
    if (clock.now().getTime() - handover!.at.getTime() > UNDO_MS) throw notFound('handover');
    const known = await this.known(handover!.before.map((was) => was.id));
    const untouched = handover!.before.filter(
      (was) => known.get(was.id)?.changedAt.getTime() === handover!.at.getTime(),
    );
    const statements = await this.em.find(
      Statement,
      { id: { $in: untouched.map((was) => was.id) } },
      { populate: ['procedure'] },
    );
    for (const { procedure } of statements) authorize(canAssignCases, procedure);
    const order = statements.map((statement) => statement.id);
    const wanted = order.map((one) => untouched.find((was) => was.id === one)!);
    const now = order.map((one): WorkBefore => {
      const { assignee = null, dueOn = null } = known.get(one)!;
      return { id: one, assignee, dueOn };
    });
    await this.write(statements, now, wanted);
    handover!.undoneAt = clock.now();
    return statements.length;
  }

  /** How the work on one statement is shared; whoever calls has made sure that it may be seen. */
  async of(statement: Statement): Promise<CaseWorkType> {
    const work = (await this.known([statement.id])).get(statement.id);
    const { assignee = null, dueOn = null } = work ?? {};
    const names = await this.accounts.namesOf(assignee ? [assignee] : []);
    const mayAssign = canAssignCases(current.actor, statement.procedure);
    return {
      ...{ isDisclosed, assignee, dueOn, assigneeName: (assignee && names.get(assignee)) ?? null },
      colleagues: mayAssign ? await this.colleagues(statement.procedure.id) : [],
    };
  }

  /** Who may be given work in a procedure, or anywhere in the town where none is named; by name. */
  async colleagues(procedureId: string | null): Promise<Colleague[]> {
    const rows = await this.database.rows<{ id: string; name: string }>(
      `select distinct a.id, a.name from membership m join account a on a.id = m.account_id
       where m.ended_at is null and m.role in (${WORKERS.map(() => '?').join(', ')})
         and (?::uuid is null or m.procedure_id is null or m.procedure_id = ?::uuid) order by a.name, a.id`,
      [...WORKERS, procedureId, procedureId],
    );
    return rows.map((row) => ({ ...row, isDisclosed }));
  }

  /** What waits for the person who asks: their open statements by procedure, with the first day that one is due. */
  async due(): Promise<Due[]> {
    const { accountId } = current.actor;
    if (!accountId) return [];
    const rows = await this.database.rows<{
      slug: string;
      title: string;
      count: number;
      dueOn: string | null;
    }>(
      `select p.slug, p.title, count(*)::int as count, min(w.due_on)::text as "dueOn"
       from case_work w
       join statement s on s.tenant_id = w.tenant_id and s.id = w.id
       join procedure p on p.tenant_id = s.tenant_id and p.id = s.procedure_id
       left join answer a on a.tenant_id = s.tenant_id and a.id = s.id
       where w.assignee = ?::uuid and ${STATES.open} group by p.slug, p.title`,
      [accountId],
    );
    const today = localDate(clock.now());
    return rows.map(({ slug, title, count, dueOn }) => ({
      kind: dueOn && dueOn < today ? 'case.overdue' : 'case.mine',
      ...{ count, dueAt: null, scope: { slug, title } },
    }));
  }

  private async find(numbers: string[]): Promise<Statement[]> {
    const spoken = [...new Set(numbers.map((number) => parseNumber(number) ?? ''))];
    const found = await this.em.find(Statement, { number: { $in: spoken } }, { populate: ['procedure'] });
    if (found.length < spoken.length) {
      current.markAuthorized();
      throw notFound('statement');
    }
    for (const statement of found) authorize(canReadStatement, statement, 'statement');
    return found;
  }

  private async refuseStranger(assignee: string, statements: Statement[]): Promise<void> {
    for (const id of new Set(statements.map(({ procedure }) => procedure.id)))
      if (!(await this.colleagues(id)).some((colleague) => colleague.id === assignee))
        throw invalid('assignee', 'case.not-staff');
  }

  private async known(ids: string[]): Promise<Map<string, CaseWork>> {
    const found = await this.em.find(CaseWork, { id: { $in: ids } });
    return new Map(found.map((work) => [work.id, work]));
  }

  /** One line in the log for each statement that changes; the instant of the change. */
  private async write(statements: Statement[], before: WorkBefore[], after: WorkBefore[]): Promise<Date> {
    const [changedAt, changedBy] = [clock.now(), current.actor.accountId];
    const names = await this.accounts.namesOf([...before, ...after].flatMap((one) => one.assignee ?? []));
    const said = ({ assignee, dueOn }: WorkBefore) => ({
      assignee: (assignee && names.get(assignee)) ?? null,
      dueOn,
    });
    for (const [at, { id, procedure }] of statements.entries()) {
      const scopeId = procedure.id;
      const note = { scopeId, subjectId: id, before: said(before[at]!), after: said(after[at]!) };
      this.journal.note('case.assigned', note);
      await this.em.upsert(CaseWork, {
        ...{ tenantId: current.tenantId, procedureId: scopeId, changedAt, changedBy },
        ...after[at]!,
      } as never);
    }
    return changedAt;
  }
}

const isTheirs = (_actor: unknown, handover: Handover | null): boolean => handover !== null;
