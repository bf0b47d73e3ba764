import { EntityManager } from '@mikro-orm/core';
import { beforeAll, describe, expect, test } from '@jest/globals';

import { Database } from '../src/platform/database.js';
import { allDue } from '../src/platform/due.js';
import { JournalEntry } from '../src/platform/journal.entity.js';
import { type Problem } from '../src/platform/problem.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { IntakeService } from '../src/statement/intake.service.js';
import type { SubmitStatementInput } from '../src/statement/statement.graphql.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { CaseService } from '../src/weighing/case.service.js';
import type { CaseFilter, CasePage } from '../src/weighing/case.graphql.js';
import { anActor, testApp } from './app.js';
import { aProcedure, aStatement, aTown, inDays } from './builders.js';

describe('a statement at the desk', () => {
  const product = testApp();
  let town: TenantRef;
  let other: TenantRef;
  let procedure: Procedure;
  const numbers: string[] = [];

  const as = <T>(role: string, work: (cases: CaseService) => Promise<T>, place = town): Promise<T> =>
    product.as({ tenantId: place.id, tenantSlug: place.slug, actor: anActor(role) }, () =>
      work(product.get(CaseService)),
    );
  const submit = async (input: Partial<SubmitStatementInput> = {}, to = procedure): Promise<string> => {
    const visit = { tenantId: town.id, tenantSlug: town.slug };
    const sent = await product.as(visit, () => product.get(IntakeService).submit(aStatement(to, input)));
    return sent.number;
  };
  const list = (filter: Partial<CaseFilter> = {}, role = 'clerk'): Promise<CasePage> =>
    as(role, (cases) => cases.list({ size: 40, ...filter }));
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (problem: Problem) => problem.code,
    );

  beforeAll(async () => {
    [town, other] = [await aTown(product, { slug: 'zeitz' }), await aTown(product, { slug: 'stendal' })];
    procedure = await aProcedure(product, town, { slug: 'elster' });
    for (let index = 0; index < 25; index += 1)
      numbers.push(
        await submit({ text: `Stimme ${index}: 100 % für den Park_weg.`, mayPublish: index % 5 === 0 }),
      );
  });

  test('is listed once, newest first, over all pages, while others come in', async () => {
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const page: CasePage = await list({ size: 10, procedure: 'elster', ...(next && { after: next }) });
      if (!next) expect(page.total).toBe(25);
      seen.push(...page.lines.map(({ number }) => number));
      next = page.next;
      if (seen.length === 10) await submit({ text: 'Kam dazwischen.' });
    } while (next);
    expect(seen).toEqual([...numbers].reverse());
  });

  test('is found by state, word, number and lateness', async () => {
    const found = async (filter: Partial<CaseFilter>) => (await list(filter)).total;
    expect(await found({ state: 'to-release' })).toBe(5);
    expect(await found({ state: 'answered' })).toBe(0);
    expect(await found({ search: 'stimme 7:' })).toBe(1);
    expect(await found({ search: '100 %' })).toBe(25);
    expect(await found({ search: 'Park_weg' })).toBe(25);
    expect(await found({ search: 'Parkxweg' })).toBe(0);
    expect(await found({ search: numbers[3]!.toLowerCase().replaceAll('-', ' ') })).toBe(1);
    expect(await found({ isLate: true })).toBe(0);
    expect(await found({ procedure: 'nirgends' })).toBe(0);
    expect((await list({ after: "' or 1=1" })).lines.length).toBeGreaterThan(20);
  });

  test('is seen with its author only by those who have to know whom they answer', async () => {
    const open = (role: string) => as(role, (cases) => cases.open(numbers[0]!));
    for (const role of ['clerk', 'town-admin', 'paper-entry'])
      expect((await open(role)).author?.name).toBe('Anna Albrecht');
    for (const role of ['planner', 'moderator', 'reader']) {
      const seen = await open(role);
      expect(seen.author).toBeNull();
      expect(JSON.stringify({ ...seen, statement: { ...seen.statement, receiptJson: '' } })).not.toContain(
        'Albrecht',
      );
    }
  });

  test.each([['anonymous'], ['editor']])('is closed to %s', async (role) => {
    expect(await codeOf(list({}, role))).toBe('canWorkOnCases.forbidden');
    expect(await codeOf(as(role, (cases) => cases.open(numbers[0]!)))).toBe('canWorkOnCases.forbidden');
  });

  test('does not exist for another town', async () => {
    expect((await as('clerk', (cases) => cases.list({ size: 40 }), other)).total).toBe(0);
    expect(await codeOf(as('clerk', (cases) => cases.open(numbers[0]!), other))).toBe('statement.not-found');
    expect(await as('clerk', () => allDue(), other)).toEqual([]);
  });

  test('is answered, and the next open one follows', async () => {
    const answer = {
      outcome: 'followed' as const,
      text: 'Der Weg bleibt.',
      decidedOn: inDays(0),
      body: 'Stadtrat',
    };
    const number = numbers.at(-1)!;
    expect(await codeOf(as('reader', (cases) => cases.answer(number, answer)))).toBe(
      'canAnswerStatement.forbidden',
    );
    expect(
      await codeOf(as('planner', (cases) => cases.answer(number, { ...answer, decidedOn: '2026-02-30' }))),
    ).toBe('input.invalid');
    const before = (await list({ state: 'open' })).total;
    const answered = await as('planner', (cases) => cases.answer(number, answer));
    expect(answered.nextOpen).toBe(numbers.at(-2));
    expect((await list({ state: 'open' })).total).toBe(before! - 1);
    expect((await list({ state: 'answered' })).lines).toMatchObject([{ number, outcome: 'followed' }]);
  });

  test('is open to who works in its procedure only, and to them no other', async () => {
    const elsewhere = await aProcedure(product, town, { slug: 'woanders' });
    const [here, there] = [await submit(), await submit({}, elsewhere)];
    const office = { ...anActor(), rolesIn: { [elsewhere.id]: ['planner'] } };
    const asOffice = <T>(work: (cases: CaseService) => Promise<T>) =>
      product.as({ tenantId: town.id, tenantSlug: town.slug, actor: office }, () =>
        work(product.get(CaseService)),
      );
    expect((await asOffice((cases) => cases.list({ size: 40 }))).lines.map(({ number }) => number)).toEqual([
      there,
    ]);
    expect((await asOffice((cases) => cases.open(there))).can.answer).toBe(true);
    expect(await codeOf(asOffice((cases) => cases.open(here)))).toBe('statement.not-found');
  });

  test('leaves a line in the log for what was done to it, which nobody can change', async () => {
    const visit = { tenantId: town.id, tenantSlug: town.slug, actor: anActor('reader') };
    await product.as(visit, async () => {
      const em = product.get(EntityManager);
      const entries = await em.find(JournalEntry, { scopeId: procedure.id }, { orderBy: { at: 'asc' } });
      expect(entries.map(({ action }) => action)).toEqual(['statement.answered']);
      expect(entries[0]!.after).toMatchObject({ outcome: 'followed', body: 'Stadtrat' });
    });
    const change = product.as(visit, () =>
      product.get(Database).rows(`update journal_entry set action = 'nichts' returning id`),
    );
    await expect(change).rejects.toThrow(/permission denied/);
  });

  test('makes what is due: what ends soon, what waits for release, who waits for an answer', async () => {
    const phase = (from: number, to: number) => ({
      phases: [
        {
          kind: 'display' as const,
          title: '',
          lawProfile: 'baugb-3-2',
          firstDay: inDays(from),
          lastDay: inDays(to),
        },
      ],
    });
    await aProcedure(product, town, { slug: 'bald', title: 'Endet bald', ...phase(-30, 3) });
    const over = await aProcedure(product, town, { slug: 'vorbei', title: 'Ist vorbei', ...phase(-40, -5) });
    await submit({}, over);

    const visit = { tenantId: town.id, tenantSlug: town.slug, actor: anActor('planner') };
    const due = await product.as(visit, () => allDue());
    expect(due.map(({ kind, scope, count }) => [kind, scope!.title, count])).toEqual([
      ['procedure.period-ends', 'Endet bald', 0],
      ['statement.to-release', procedure.title, 5],
      ['statement.to-answer', 'Ist vorbei', 1],
    ]);
    const anonymous = { ...visit, actor: anActor() };
    expect(await product.as(anonymous, () => allDue())).toEqual([]);
  });
});
