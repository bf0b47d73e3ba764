import { EntityManager } from '@mikro-orm/core';
import { beforeAll, describe, expect, test } from '@jest/globals';

import { Account } from '../src/account/account.entity.js';
import { clock } from '../src/platform/clock.js';
import type { Actor } from '../src/platform/current.js';
import { Database } from '../src/platform/database.js';
import { allDue } from '../src/platform/due.js';
import { JournalEntry } from '../src/platform/journal.entity.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { IntakeService } from '../src/statement/intake.service.js';
import type { Channel } from '../src/statement/content.js';
import type { SubmitStatementInput } from '../src/statement/statement.graphql.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { CaseChoicesService } from '../src/weighing/case-choices.service.js';
import { CaseIndexService } from '../src/weighing/case-index.service.js';
import type { CaseFilter, CasePage } from '../src/weighing/case.graphql.js';
import type { CaseAssignmentInput } from '../src/weighing/case-work.graphql.js';
import { CaseService } from '../src/weighing/case.service.js';
import { CaseWorkService } from '../src/weighing/case-work.service.js';
import { anActor, testApp } from './app.js';
import { aMember, aProcedure, aStatement, aTown, inDays } from './builders.js';
import { codeOf } from './weighing-world.js';

const POINT = { type: 'Point', coordinates: [12.13, 51.05] };

describe('the list of statements', () => {
  const product = testApp();
  let town: TenantRef;
  let other: TenantRef;
  let procedure: Procedure;
  let elsewhere: Procedure;
  let clerk: Actor;
  let planner: Actor;
  const numbers: string[] = [];

  type Service<T> = abstract new (...args: never[]) => T;
  const as = <S, T>(
    { place = town, ...actor }: Actor & { place?: TenantRef },
    service: Service<S>,
    work: (found: S) => Promise<T>,
  ) => product.as({ tenantId: place.id, tenantSlug: place.slug, actor }, () => work(product.get(service)));
  const list = (filter: Partial<CaseFilter> = {}, actor = clerk, place = town): Promise<CasePage> =>
    as({ ...actor, place }, CaseService, (cases) => cases.list({ size: 40, ...filter }));
  const found = async (filter: Partial<CaseFilter>): Promise<number> => (await list(filter)).total!;
  const index = () => as(anActor(), CaseIndexService, (service) => service.indexSome());

  const submit = async (input: Partial<SubmitStatementInput> = {}, to = procedure, channel?: Channel) => {
    const visit = { tenantId: town.id, tenantSlug: town.slug };
    const { number } = await product.as(visit, () =>
      product.get(IntakeService).submit(aStatement(to, input), channel, clock.now()),
    );
    return number;
  };
  const person = async (role: string, name: string): Promise<Actor> => {
    const actor = anActor(role);
    await product.as({}, async () => {
      const em = product.get(EntityManager);
      const said = { name, issuer: 'test', subject: name, mail: null, assurance: 'none' as const };
      em.persist(
        em.create(Account, {
          ...said,
          id: actor.accountId!,
          assuranceSource: 'test',
          createdAt: clock.now(),
        } as never),
      );
    });
    await aMember(product, town, actor);
    return actor;
  };

  beforeAll(async () => {
    [town, other] = [await aTown(product, { slug: 'zeitz' }), await aTown(product, { slug: 'stendal' })];
    procedure = await aProcedure(product, town, { slug: 'elster' });
    elsewhere = await aProcedure(product, town, { slug: 'woanders' });
    [clerk, planner] = [await person('clerk', 'Klara'), await person('planner', 'Paul')];
    for (let nth = 0; nth < 30; nth += 1) {
      const kind = nth % 3 === 0 ? 'Spielplätze' : 'Radwege';
      const about = nth % 10 === 0 ? { geometry: POINT } : {};
      numbers.push(
        await submit(
          { text: `Stimme ${nth}: Mehr ${kind} am Ufer.`, about },
          procedure,
          nth % 5 === 0 ? 'letter' : 'web',
        ),
      );
    }
    await submit({ text: 'Ein Spielplatz fehlt auch hier.' }, elsewhere);
  }, 60_000);

  /** Everything twice: read directly while it is fresh, and from the index. */
  describe.each([['fresh'], ['indexed']])('with lines that are %s', (state) => {
    beforeAll(async () => {
      if (state === 'indexed') while (await index());
    });

    test('finds by words in every form, the last one by its beginning, and by number', async () => {
      expect(await found({ search: 'Spielplatz' })).toBe(11);
      expect(await found({ search: 'spielplätze', procedure: 'elster' })).toBe(10);
      expect(await found({ search: 'Ufer Spielpl', procedure: 'elster' })).toBe(10);
      expect(await found({ search: 'Radweg Spielplatz' })).toBe(0);
      expect(await found({ search: 'Rathaus' })).toBe(0);
      expect(await found({ search: numbers[3]!.toLowerCase().replaceAll('-', ' ') })).toBe(1);
      for (const nothing of [`'`, '&|!', 'und', '\\', "x' or 1=1"])
        expect(await found({ search: nothing })).toBe(0);
    });

    test('filters by channel, time and place', async () => {
      expect(await found({ channel: 'letter' })).toBe(6);
      expect(await found({ isLate: true })).toBe(0);
      expect(await found({ isLate: false, search: 'Ufer' })).toBe(30);
      expect(await found({ place: 'map', procedure: 'elster' })).toBe(3);
      expect(await found({ place: 'whole', procedure: 'elster', search: 'Ufer' })).toBe(27);
      expect(await found({ place: 'map' })).toBe(3);
      expect(await found({ place: 'paragraph:gibt-es-nicht', procedure: 'elster' })).toBe(0);
      expect(await found({ place: 'map', channel: 'letter', search: 'Ufer', procedure: 'elster' })).toBe(3);
      expect(await found({ state: 'open', channel: 'letter' })).toBe(6);
    });

    test.each([[{}], [{ search: 'Ufer' }], [{ isLate: false }]])(
      'shows each line once, newest first, over all pages of %j, while others come in',
      async (filter) => {
        const all = (await list({ ...filter, size: 100 })).lines.map(({ number }) => number);
        const seen: string[] = [];
        let next: string | null = null;
        do {
          const page: CasePage = await list({ ...filter, size: 7, ...(next && { after: next }) });
          seen.push(...page.lines.map(({ number }) => number));
          next = page.next;
          if (seen.length === 7) await submit({ text: 'Kam dazwischen.' });
        } while (next);
        expect(seen).toEqual(all);
        expect(all.length).toBeGreaterThanOrEqual(30);
      },
    );

    test('shows who works in one procedure only that one, and another town nothing', async () => {
      const office = { ...anActor(), rolesIn: { [elsewhere.id]: ['planner'] } };
      for (const filter of [{}, { search: 'Spielplatz' }, { isLate: false }]) {
        expect((await list(filter, office)).lines).toMatchObject([
          { excerpt: 'Ein Spielplatz fehlt auch hier.' },
        ]);
        expect((await list({ ...filter, procedure: 'elster' }, office)).lines).toEqual([]);
        expect((await list(filter, clerk, other)).lines).toEqual([]);
      }
    });
  });

  test('offers the places that statements of a procedure speak to', async () => {
    const { places, procedures, people } = await as(clerk, CaseChoicesService, (choices) =>
      choices.all({ procedure: 'elster' }),
    );
    expect(places.map(({ value }) => value)).toEqual(['map', 'whole']);
    expect(procedures.map(({ slug }) => slug).sort()).toEqual(['elster', 'woanders']);
    expect(people.map(({ name }) => name)).toEqual(['Klara', 'Paul']);
  });

  describe('gives out work', () => {
    const assign = (chosen: string[], wish: CaseAssignmentInput, actor = clerk) =>
      as(actor, CaseWorkService, (work) => work.assign(chosen, wish));
    const undo = (id: string, actor = clerk) => as(actor, CaseWorkService, (work) => work.undo(id));
    const mine = async (actor: Actor) =>
      (await list({ assignee: 'me' }, actor)).lines.map(({ number }) => number).sort();

    test('to a person with a day, who sees it under “Heute”; a line of the log for each', async () => {
      const chosen = numbers.slice(0, 3);
      const { count } = await assign(chosen, { assignee: planner.accountId, dueOn: inDays(3) });
      expect(count).toBe(3);
      expect(await mine(planner)).toEqual([...chosen].sort());
      expect((await list({ assignee: planner.accountId! })).lines[0]).toMatchObject({
        assignee: 'Paul',
        dueOn: inDays(3),
      });
      await assign(numbers.slice(0, 1), { dueOn: inDays(-1) });
      const due = await as(planner, CaseService, () => allDue());
      expect(due.filter(({ kind }) => kind.startsWith('case.'))).toMatchObject([
        { kind: 'case.overdue', count: 1 },
        { kind: 'case.mine', count: 2 },
      ]);
      const entries = await as(clerk, EntityManager as never, (em: EntityManager) =>
        em.find(JournalEntry, { action: 'case.assigned' }, { orderBy: { at: 'asc' } }),
      );
      expect(entries).toHaveLength(4);
      expect(entries[0]).toMatchObject({
        scopeId: procedure.id,
        before: { assignee: null, dueOn: null },
        after: { assignee: 'Paul', dueOn: inDays(3) },
      });
      expect(entries[3]).toMatchObject({ before: { dueOn: inDays(3) }, after: { dueOn: inDays(-1) } });
    });

    test('and takes it back, except where somebody has changed it since', async () => {
      const chosen = numbers.slice(10, 14);
      const first = await assign(chosen, { assignee: clerk.accountId });
      await assign(chosen.slice(0, 1), { assignee: planner.accountId }, planner);
      expect(await codeOf(undo(first.id, planner))).toBe('case-action.not-found');
      expect(await undo(first.id)).toMatchObject({ count: 3 });
      expect(await mine(clerk)).toEqual([]);
      expect(await mine(planner)).toContain(chosen[0]);
      expect(await codeOf(undo(first.id))).toBe('case-action.undone');
    });

    test('but not to everybody, not by everybody and not without end', async () => {
      const [one] = numbers;
      const reader = anActor('reader');
      const toPaul = { assignee: planner.accountId };
      expect(await codeOf(assign([one!], toPaul, reader))).toBe('canAssignCases.forbidden');
      expect(await codeOf(assign([one!], { assignee: reader.accountId }))).toBe(
        'input.invalid case.assignee-unknown',
      );
      expect(await codeOf(assign([one!], {}))).toBe('input.invalid case.nothing-chosen');
      expect(await codeOf(assign([one!], { dueOn: '2026-02-30' }))).toBe('input.invalid day.malformed');
      expect(await codeOf(assign([], toPaul))).toBe('input.invalid case.none-chosen');
      expect(await codeOf(assign(Array<string>(101).fill(one!), toPaul))).toBe('input.invalid case.too-many');
      expect(await codeOf(assign(['000-000-000'], toPaul))).toBe('statement.not-found');
      const office = { ...anActor(), rolesIn: { [elsewhere.id]: ['planner'] } };
      expect(await codeOf(assign([one!], toPaul, office))).toBe('statement.not-found');
    });
  });

  test('keeps views of a person, thirty at most, seen by nobody else', async () => {
    const save = (name: string, actor = clerk) =>
      as(actor, CaseChoicesService, (choices) => choices.save(name, 'stand=open'));
    const [view] = await save('Offene');
    expect(await save('Offene')).toHaveLength(1);
    const remove = (actor: Actor) => as(actor, CaseChoicesService, (choices) => choices.remove(view!.id));
    expect(await codeOf(remove(planner))).toBe('case-view.not-found');
    expect(await remove(clerk)).toEqual([]);
    for (let nth = 0; nth < 30; nth += 1) await save(`Ansicht ${nth}`);
    expect(await codeOf(save('Eine zu viel'))).toBe('case-view.full');
    expect(await save('Erste', planner)).toHaveLength(1);
  });

  test('reads words by the index of the role of the application', async () => {
    const plan = await as(clerk, Database, async (database) => {
      await database.rows('set local enable_seqscan = off');
      return database.rows<{ 'QUERY PLAN': string }>(
        `explain select unnest(ids) from case_word where word >= 'park' and word < 'parl' and block_id = any('{}')`,
      );
    });
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toMatch(/Index Cond: .*tenant_id = .*word.* >= .*word.* </s);
  });
});
