import { EntityManager } from '@mikro-orm/core';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';

import { clock } from '../src/platform/clock.js';
import type { Actor } from '../src/platform/current.js';
import { allDue } from '../src/platform/due.js';
import { JournalEntry } from '../src/platform/journal.entity.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { IntakeService } from '../src/statement/intake.service.js';
import type { SubmitStatementInput } from '../src/statement/statement.graphql.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { CaseService } from '../src/weighing/case.service.js';
import type { CaseFilter } from '../src/weighing/case.graphql.js';
import { CaseViewService } from '../src/weighing/case-view.service.js';
import type { WorkInput } from '../src/weighing/case-work.graphql.js';
import { CaseWorkService } from '../src/weighing/case-work.service.js';
import { anActor, testApp } from './app.js';
import { aMember, aProcedure, aStatement, aTown, inDays } from './builders.js';
import { aPerson } from './matrix/columns.js';
import { codeOf } from './weighing-world.js';

describe('the work on statements', () => {
  const product = testApp();
  let town: TenantRef;
  let other: TenantRef;
  let procedure: Procedure;
  let elsewhere: Procedure;
  let karin: Actor;
  let jonas: Actor;
  let office: Actor;
  const numbers: string[] = [];

  const as = <T>(actor: Actor, work: () => Promise<T>, place = town): Promise<T> =>
    product.as({ tenantId: place.id, tenantSlug: place.slug, actor }, work);
  const submit = async (input: Partial<SubmitStatementInput> = {}, to = procedure): Promise<string> => {
    const visit = { tenantId: town.id, tenantSlug: town.slug };
    return (await product.as(visit, () => product.get(IntakeService).submit(aStatement(to, input)))).number;
  };
  const handOver = (work: Partial<WorkInput>, actor = karin, place = town) =>
    as(actor, () => product.get(CaseWorkService).handOver({ numbers, ...work }), place);
  const undo = (id: string, actor = karin, place = town) =>
    as(actor, () => product.get(CaseWorkService).undo(id), place);
  const found = async (filter: Partial<CaseFilter>, actor = karin) =>
    (await as(actor, () => product.get(CaseService).list({ size: 40, ...filter }))).lines;
  const numbersOf = async (filter: Partial<CaseFilter>, actor = karin) =>
    (await found(filter, actor)).map(({ number }) => number).sort();
  const someone = async (name: string, ...roles: string[]): Promise<Actor> => {
    const actor = { ...anActor(...roles), accountId: (await aPerson(product, name)).id };
    await aMember(product, town, actor);
    return actor;
  };

  beforeAll(async () => {
    [town, other] = [await aTown(product), await aTown(product)];
    procedure = await aProcedure(product, town, { slug: 'hier' });
    elsewhere = await aProcedure(product, town, { slug: 'dort' });
    karin = await someone('Karin Lindner', 'clerk');
    jonas = await someone('Jonas Petzold', 'planner');
    office = { ...(await someone('Planungsbüro')), rolesIn: { [elsewhere.id]: ['planner'] } };
    for (let index = 0; index < 3; index += 1) numbers.push(await submit());
  });
  afterEach(() => clock.set(null));

  test('is handed over, found again, and stands in the log with names', async () => {
    const { count } = await handOver({ assignee: jonas.accountId!, dueOn: inDays(5) });
    expect(count).toBe(3);
    expect(await numbersOf({ assignee: 'me' }, jonas)).toEqual([...numbers].sort());
    expect(await numbersOf({ assignee: 'me' })).toEqual([]);
    expect(await numbersOf({ assignee: jonas.accountId! })).toHaveLength(3);
    expect((await found({}))[0]).toMatchObject({ assigneeName: 'Jonas Petzold', dueOn: inDays(5) });
    const [entry] = await as(karin, () =>
      product.get(EntityManager).find(JournalEntry, { action: 'case.assigned' }),
    );
    expect(entry).toMatchObject({
      accountId: karin.accountId,
      scopeId: procedure.id,
      before: { assignee: null, dueOn: null },
      after: { assignee: 'Jonas Petzold', dueOn: inDays(5) },
    });
  });

  test('changes one thing and leaves the other as it was', async () => {
    await handOver({ dueOn: inDays(9) });
    expect((await found({}))[0]).toMatchObject({ assigneeName: 'Jonas Petzold', dueOn: inDays(9) });
    await handOver({ dueOn: '' });
    expect((await found({}))[0]).toMatchObject({ assigneeName: 'Jonas Petzold', dueOn: null });
    await handOver({ assignee: 'nobody' });
    expect(await numbersOf({ assignee: 'nobody' })).toHaveLength(3);
  });

  test('is put back as it was, but not over what somebody changed since', async () => {
    const { id } = await handOver({ assignee: jonas.accountId! });
    await handOver({ numbers: [numbers[0]!], assignee: karin.accountId! }, jonas);
    expect(await codeOf(undo(id, jonas))).toBe('handover.not-found');
    expect(await codeOf(undo(id, karin, other))).toBe('handover.not-found');
    expect(await undo(id)).toBe(2);
    expect(await codeOf(undo(id))).toBe('handover.not-found');
    expect(await numbersOf({ assignee: 'me' })).toEqual([numbers[0]]);
    expect(await numbersOf({ assignee: 'nobody' })).toEqual(numbers.slice(1).sort());
  });

  test('is put back for an hour', async () => {
    const began = clock.now();
    const { id } = await handOver({ assignee: jonas.accountId! });
    clock.set(new Date(began.getTime() + 3_700_000));
    expect(await codeOf(undo(id))).toBe('handover.not-found');
  });

  test('is given to nobody who does not work there', async () => {
    const citizen = await aPerson(product, 'Anna Albrecht');
    for (const assignee of [citizen.id, office.accountId!])
      expect(await codeOf(handOver({ assignee }))).toBe('input.invalid case.not-staff');
    const { colleagues } = await as(karin, () => product.get(CaseService).choices('hier'));
    expect(colleagues.map(({ name }) => name)).toEqual(['Jonas Petzold', 'Karin Lindner']);
  });

  test('is handed over by no reader, no moderator and no other town, not even in part', async () => {
    for (const role of ['reader', 'moderator', 'paper-entry'])
      expect(await codeOf(handOver({ dueOn: inDays(1) }, anActor(role)))).toBe('canAssignCases.forbidden');
    expect(await codeOf(handOver({ dueOn: inDays(1) }, karin, other))).toBe('statement.not-found');
    const there = await submit({}, elsewhere);
    const both = { numbers: [numbers[0]!, there], dueOn: inDays(1) };
    expect(await codeOf(handOver(both, office))).toBe('statement.not-found');
    expect(await codeOf(handOver({ numbers: [numbers[0]!, '000-000-000'], dueOn: inDays(1) }))).toBe(
      'statement.not-found',
    );
    expect((await found({ procedure: 'hier' })).every(({ dueOn }) => dueOn === null)).toBe(true);
    expect(await codeOf(handOver({ numbers: [there], dueOn: inDays(1) }, office))).toBeNull();
  });

  test('waits on the page of who has it, and says when it is overdue', async () => {
    await handOver({ numbers: [numbers[1]!], assignee: jonas.accountId!, dueOn: inDays(2) });
    const mine = async () => (await as(jonas, () => allDue())).filter(({ kind }) => kind.startsWith('case.'));
    expect(await mine()).toMatchObject([{ kind: 'case.mine', scope: { slug: 'hier' } }]);
    clock.set(new Date(clock.now().getTime() + 4 * 86_400_000));
    expect(await mine()).toMatchObject([{ kind: 'case.overdue' }]);
  });

  test('is narrowed by channel and place', async () => {
    const onMap = await submit({ about: { geometry: { type: 'Point', coordinates: [12.13, 51.05] } } });
    expect(await numbersOf({ place: 'map' })).toEqual([onMap]);
    expect(await numbersOf({ place: 'whole', procedure: 'hier' })).toEqual([...numbers].sort());
    expect(await numbersOf({ place: 'text' })).toEqual([]);
    expect(await numbersOf({ channel: 'letter' })).toEqual([]);
    expect((await numbersOf({ channel: 'web', procedure: 'hier' })).length).toBe(4);
  });

  test('is kept as a view of one’s own', async () => {
    const views = (actor: Actor, place = town) =>
      as(
        actor,
        async () => (await product.get(CaseViewService).own()).map(({ name, query }) => [name, query]),
        place,
      );
    const save = (name: string, query: string, actor = karin) =>
      as(actor, () => product.get(CaseViewService).save({ name, query }));
    await save('Meine offenen', '?wer=me&stand=open');
    await save('Meine offenen', 'wer=me');
    expect(await views(karin)).toEqual([['Meine offenen', 'wer=me']]);
    expect([await views(jonas), await views(karin, other)]).toEqual([[], []]);
    const { id } = (await save('Briefe', 'eingang=letter')).find(({ name }) => name === 'Briefe')!;
    const remove = (actor: Actor) => as(actor, () => product.get(CaseViewService).remove(id));
    expect(await codeOf(remove(jonas))).toBe('case-view.not-found');
    await remove(karin);
    expect(await views(karin)).toEqual([['Meine offenen', 'wer=me']]);
    for (let index = 0; index < 29; index += 1) await save(`Ansicht ${index}`, '');
    expect(await codeOf(save('Eine zu viel', ''))).toBe('case-view.too-many');
  });
});
