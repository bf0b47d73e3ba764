import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Journal } from '../platform/journal.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { isDay } from '../procedure/calendar.js';
import { parseNumber } from '../register/number.js';
import { Statement } from '../statement/statement.entity.js';
import { canReadStatement } from '../statement/statement.policy.js';
import { CasePeople } from './case-people.service.js';
import { canAssignCases, canUndoCaseAction, canWorkOnCases } from './case.policy.js';
import { CaseAction, CaseWork, type Work } from './case-work.entity.js';
import type { CaseActionType, CaseAssignmentInput, CaseWorkType } from './case-work.graphql.js';

const isDisclosed = true as const;
const UNDO_MS = 15 * 60_000;
export const MOST_AT_ONCE = 100;

/** Who works on which statement until when; many at once, and back again. */
@Injectable()
export class CaseWorkService {
  constructor(
    private readonly em: EntityManager,
    private readonly journal: Journal,
    private readonly people: CasePeople,
  ) {}

  /** Who works on one statement. */
  async of(statementId: string, procedureId: string): Promise<CaseWorkType> {
    authorize(canWorkOnCases, null);
    const { assigneeId, dueOn } = shown((await this.em.findOne(CaseWork, { id: statementId })) ?? {});
    const canAssign = canAssignCases(current.actor, { id: procedureId });
    const assignee = (await this.people.namesOf([assigneeId])).get(assigneeId ?? '') ?? null;
    const people = canAssign ? await this.people.of(procedureId) : [];
    return { isDisclosed, assigneeId, assignee, dueOn, people, canAssign };
  }

  /**
   * Gives statements to a person, sets their day, or both. Throws `statement.not-found`, `canAssignCases.forbidden`, or
   * `input.invalid` where the person does not work on them or nothing was chosen.
   */
  async assign(numbers: string[], wish: CaseAssignmentInput): Promise<CaseActionType> {
    const statements = await this.find(numbers);
    await this.refuse(statements, wish);
    const works = await this.em.find(CaseWork, { id: { $in: statements.map(({ id }) => id) } });
    const known = new Map(works.map((work) => [work.id, work]));
    const id = randomUUID();
    const before: CaseAction['before'] = [];
    const changes: Change[] = [];
    for (const statement of statements) {
      const was = shown(known.get(statement.id) ?? {});
      const is = after(was, wish);
      if (was.assigneeId === is.assigneeId && was.dueOn === is.dueOn) continue;
      before.push({ id: statement.id, ...was });
      changes.push({ id: statement.id, procedureId: statement.procedure.id, was, is });
    }
    const { accountId } = current.actor;
    const action = { id, accountId: accountId!, at: clock.now(), before };
    this.em.persist(this.em.create(CaseAction, action as never));
    await this.write(changes, known, id);
    return { isDisclosed, id, count: before.length, canUndo: before.length > 0 };
  }

  /**
   * Gives back what lines were before; those that somebody has changed since stay. Throws `case-action.not-found`,
   * `case-action.undone`, `case-action.too-late`.
   */
  async undo(id: string): Promise<CaseActionType> {
    const action = await this.em.findOne(CaseAction, { id });
    if (!action) throw notFound('case-action');
    authorize(canUndoCaseAction, action, 'case-action');
    if (action.undoneAt) throw new Problem('case-action.undone');
    if (isOver(action)) throw new Problem('case-action.too-late');
    const works = await this.em.find(CaseWork, { id: { $in: action.before.map((line) => line.id) } });
    const known = new Map(works.map((work) => [work.id, work]));
    const changes = action.before.flatMap(({ id: statementId, ...is }): Change[] => {
      const work = known.get(statementId);
      if (work?.actionId !== id) return [];
      authorize(canAssignCases, { id: work.procedureId });
      return [{ id: statementId, procedureId: work.procedureId, was: shown(work), is }];
    });
    await this.write(changes, known, randomUUID());
    action.undoneAt = clock.now();
    return { isDisclosed, id, count: changes.length, canUndo: false };
  }

  /** What somebody has just done, for the line that says so. */
  async done(id: string | undefined): Promise<CaseActionType | null> {
    const action = id ? await this.em.findOne(CaseAction, { id }) : null;
    if (!action || !canUndoCaseAction(current.actor, action)) return null;
    const canUndo = !action.undoneAt && !isOver(action) && action.before.length > 0;
    return { isDisclosed, id: action.id, count: action.before.length, canUndo };
  }

  private async find(numbers: string[]): Promise<Statement[]> {
    authorize(canWorkOnCases, null);
    if (!numbers.length) throw invalid('numbers', 'case.none-chosen');
    if (numbers.length > MOST_AT_ONCE) throw invalid('numbers', 'case.too-many');
    const asked = [...new Set(numbers.map((number) => parseNumber(number) ?? ''))];
    const found = await this.em.find(Statement, { number: { $in: asked } }, { populate: ['procedure'] });
    if (found.length < asked.length) throw notFound('statement');
    for (const statement of found) {
      authorize(canReadStatement, statement, 'statement');
      authorize(canAssignCases, statement.procedure);
    }
    return found;
  }

  private async refuse(statements: Statement[], { assignee, dueOn }: CaseAssignmentInput): Promise<void> {
    if (!assignee && !dueOn) throw invalid('assignee', 'case.nothing-chosen');
    if (dueOn && dueOn !== 'none' && !isDay(dueOn)) throw invalid('dueOn', 'day.malformed');
    if (!assignee || assignee === 'nobody') return;
    for (const procedureId of new Set(statements.map(({ procedure }) => procedure.id))) {
      const people = await this.people.of(procedureId);
      if (!people.some(({ id }) => id === assignee)) throw invalid('assignee', 'case.assignee-unknown');
    }
  }

  private async write(changes: Change[], known: Map<string, CaseWork>, actionId: string): Promise<void> {
    const names = await this.people.namesOf(
      changes.flatMap(({ was, is }) => [was.assigneeId, is.assigneeId]),
    );
    const said = ({ assigneeId, dueOn }: Work) => ({ assignee: names.get(assigneeId ?? '') ?? null, dueOn });
    for (const { id, procedureId, was, is } of changes) {
      const { accountId } = current.actor;
      const written = { ...is, changedAt: clock.now(), changedBy: accountId!, actionId };
      const work = known.get(id);
      if (work) this.em.assign(work, written);
      else this.em.persist(this.em.create(CaseWork, { id, procedureId, ...written } as never));
      this.journal.note('case.assigned', {
        scopeId: procedureId,
        subjectId: id,
        before: said(was),
        after: said(is),
      });
    }
  }
}

interface Change {
  id: string;
  procedureId: string;
  was: Work;
  is: Work;
}

const shown = ({ assigneeId, dueOn }: Partial<Work>): Work => ({
  assigneeId: assigneeId ?? null,
  dueOn: dueOn ?? null,
});

const after = (was: Work, { assignee, dueOn }: CaseAssignmentInput): Work => ({
  assigneeId: assignee ? (assignee === 'nobody' ? null : assignee) : was.assigneeId,
  dueOn: dueOn ? (dueOn === 'none' ? null : dueOn) : was.dueOn,
});

const isOver = ({ at }: CaseAction): boolean => +clock.now() - +at > UNDO_MS;
