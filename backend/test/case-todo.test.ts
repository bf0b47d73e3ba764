import { EntityManager } from '@mikro-orm/core';
import { beforeAll, describe, expect, test } from '@jest/globals';

import { clock } from '../src/platform/clock.js';
import type { Actor } from '../src/platform/current.js';
import { Database } from '../src/platform/database.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { IntakeService } from '../src/statement/intake.service.js';
import { Release, Statement } from '../src/statement/statement.entity.js';
import type { SubmitStatementInput } from '../src/statement/statement.graphql.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { AnswerService } from '../src/weighing/answer.service.js';
import { CaseService } from '../src/weighing/case.service.js';
import { FROM_WAITING } from '../src/weighing/case.filter.js';
import { anActor, testApp } from './app.js';
import { aProcedure, aStatement, aTown } from './builders.js';

describe('what waits for an answer and for a copy', () => {
  const product = testApp();
  const [clerk, planner] = [anActor('clerk'), anActor('planner')];
  let town: TenantRef;
  let procedure: Procedure;

  type Service<T> = abstract new (...args: never[]) => T;
  const as = <S, T>(actor: Actor, service: Service<S>, work: (found: S) => Promise<T>) =>
    product.as({ tenantId: town.id, tenantSlug: town.slug, actor }, () => work(product.get(service)));
  const list = (filter: object) => as(clerk, CaseService, (cases) => cases.list({ size: 40, ...filter }));
  const submit = async (input: Partial<SubmitStatementInput> = {}): Promise<string> => {
    const visit = { tenantId: town.id, tenantSlug: town.slug };
    const taken = await product.as(visit, () =>
      product.get(IntakeService).submit(aStatement(procedure, input)),
    );
    return taken.number;
  };

  const waits = async (state: 'open' | 'to-release') => {
    const { lines, total } = await list({ state, procedure: 'elster' });
    expect(lines.length).toBe(total);
    return lines.map(({ number }) => number).sort();
  };
  const written = () =>
    as(clerk, Database, (database) =>
      database.rows<{ kind: string; number: string }>(
        `select t.kind, s.number from case_todo t join statement s on s.id = t.id
         where s.procedure_id = ? order by 1, 2`,
        [procedure.id],
      ),
    );
  const idOf = (number: string) =>
    as(clerk, EntityManager, async (em) => (await em.findOneOrFail(Statement, { number })).id);
  const answer = async (number: string) => {
    const id = await idOf(number);
    const decided = { outcome: 'noted', text: 'Ja.', decidedOn: '2026-11-01', body: 'Rat' } as const;
    await as(planner, AnswerService, (answers) => answers.publish(id, decided));
  };
  let voices: string[];

  beforeAll(async () => {
    town = await aTown(product, { slug: 'zeitz' });
    procedure = await aProcedure(product, town, { slug: 'elster' });
    voices = [];
    for (let nth = 0; nth < 5; nth += 1) voices.push(await submit({ mayPublish: true }));
  });

  test('is written down when it comes in', async () => {
    await answer(voices[0]!);
    expect(await waits('open')).not.toContain(voices[0]);
    expect(await waits('to-release')).toEqual([...voices].sort());
    const open = (await written()).filter(({ kind }) => kind === 'open').map(({ number }) => number);
    expect(open).toEqual(await waits('open'));
  });

  test('and leaves when it is done', async () => {
    await answer(voices[1]!);
    const id = await idOf(voices[2]!);
    await as(clerk, EntityManager, async (em) => {
      const copy = { text: 'Kopie', authorLabel: '', releasedAt: clock.now(), files: [] };
      em.persist(em.create(Release, { ...copy, id, releasedBy: clerk.accountId! } as never));
    });
    await as(clerk, EntityManager, async (em) => {
      (await em.findOneOrFail(Statement, { number: voices[3]! })).withdraw(clock.now());
    });
    expect(await waits('open')).not.toEqual(expect.arrayContaining([voices[1]]));
    expect(await waits('to-release')).toEqual([voices[0], voices[1], voices[4]].sort());
    const left = (await written()).map(({ kind, number }) => `${kind} ${number}`);
    expect(left).not.toEqual(expect.arrayContaining([`open ${voices[1]}`]));
    expect(left).not.toEqual(expect.arrayContaining([`to-release ${voices[2]}`]));
    expect(left.join()).not.toContain(voices[3]);
  });

  test('a copy that is taken back waits again', async () => {
    const id = await idOf(voices[2]!);
    await as(clerk, EntityManager, async (em) => void em.remove(await em.findOneOrFail(Release, { id })));
    expect(await waits('to-release')).toContain(voices[2]);
  });

  test('is read in its order and not sorted, the newest first', async () => {
    const latest = await submit({ mayPublish: true });
    expect((await list({ state: 'open', procedure: 'elster' })).lines[0]!.number).toBe(latest);
    const plan = await as(clerk, Database, async (database) => {
      await database.rows('set local enable_seqscan = off');
      await database.rows('set local enable_sort = off');
      return database.rows<{ 'QUERY PLAN': string }>(
        `explain select s.id ${FROM_WAITING} where t.kind = 'open' and t.procedure_id = '${procedure.id}'
         order by t.received_at desc, t.id desc limit 40`,
      );
    });
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toMatch(/Scan Backward using case_todo_tenant_id_kind/);
    expect(text).not.toContain('Sort');
  });
});
