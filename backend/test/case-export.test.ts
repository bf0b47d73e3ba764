import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import JSZip from 'jszip';

import { clock } from '../src/platform/clock.js';
import type { Actor } from '../src/platform/current.js';
import { Database } from '../src/platform/database.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { IntakeService } from '../src/statement/intake.service.js';
import type { SubmitStatementInput } from '../src/statement/statement.graphql.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { CaseExportService, type ExportWish } from '../src/weighing/case-export.service.js';
import { startWorker, type Worker } from '../src/worker.js';
import { anActor, testApp } from './app.js';
import { aProcedure, aStatement, aTown } from './builders.js';
import { byPost, codeOf } from './weighing-world.js';

describe('statements as a table', () => {
  const product = testApp();
  let town: TenantRef;
  let other: TenantRef;
  let here: Procedure;
  let there: Procedure;
  let worker: Worker;

  const fresh = (...roles: string[]): Actor => ({ ...anActor(...roles), authenticatedAt: clock.now() });
  const as = <T>(actor: Actor, work: (exports: CaseExportService) => Promise<T>, place = town): Promise<T> =>
    product.as({ tenantId: place.id, tenantSlug: place.slug, actor }, () =>
      work(product.get(CaseExportService)),
    );
  const submit = async (input: Partial<SubmitStatementInput> = {}, to = here): Promise<string> => {
    const visit = { tenantId: town.id, tenantSlug: town.slug };
    return (await product.as(visit, () => product.get(IntakeService).submit(aStatement(to, input)))).number;
  };
  const ask = (wish: Partial<ExportWish>, actor: Actor, place = town) =>
    as(actor, (exports) => exports.ask({ criteria: {}, format: 'csv', hasAuthors: false, ...wish }), place);
  const read = async (id: string, actor: Actor, place = town): Promise<Buffer> => {
    const { content } = await as(actor, (exports) => exports.read(id), place);
    return Buffer.concat((await content.toArray()) as Buffer[]);
  };
  const made = async (wish: Partial<ExportWish>, actor: Actor): Promise<Buffer> => {
    const id = await ask(wish, actor);
    await worker.settle();
    return read(id, actor);
  };
  const noted = async () => {
    const rows = await product.as({ tenantId: town.id, actor: anActor('town-admin') }, () =>
      product
        .get(Database)
        .rows<{ after: object }>(
          `select after from journal_entry where action = 'case.table-made' order by at, id`,
        ),
    );
    return rows.map(({ after }) => after);
  };
  /** The lines of a CSV file as cells; good enough for cells without line breaks. */
  const linesOf = (file: Buffer) =>
    file
      .toString()
      .replace('\uFEFF', '')
      .trim()
      .split('\r\n')
      .map((line) => line.split(';'));

  beforeAll(async () => {
    [town, other] = [await aTown(product), await aTown(product)];
    here = await aProcedure(product, town, { slug: 'hier', title: 'Hier' });
    there = await aProcedure(product, town, { slug: 'dort', title: 'Dort' });
    worker = await startWorker(product.app);
    await submit({ text: '=HYPERLINK("http://evil.example")', author: byPost('Anna Albrecht') });
    await submit({ text: 'Der Weg & die <Linden> bleiben.\u0007' });
    await submit({ text: 'Anderswo.' }, there);
  });
  afterEach(() => clock.set(null));
  afterAll(() => worker?.stop());

  test('has a line for each statement, newest first, and no formula', async () => {
    const lines = linesOf(await made({}, fresh('clerk')));
    expect(lines.map((cells) => cells[1])).toEqual(['Verfahren', 'Dort', 'Hier', 'Hier']);
    expect(lines[2]![6]).toBe('Der Weg & die <Linden> bleiben.\u0007');
    expect(lines[3]![6]).toBe(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(lines.flat().join()).not.toContain('Albrecht');
  });

  test('is a workbook that holds the same, as texts', async () => {
    const zip = await JSZip.loadAsync(await made({ format: 'xlsx' }, fresh('clerk')));
    expect(Object.keys(zip.files).sort()).toEqual([
      ...['[Content_Types].xml', '_rels/.rels', 'xl/_rels/workbook.xml.rels'],
      ...['xl/workbook.xml', 'xl/worksheets/sheet1.xml'],
    ]);
    const sheet = await zip.file('xl/worksheets/sheet1.xml')!.async('string');
    expect(sheet.match(/<row>/g)).toHaveLength(4);
    expect(sheet).toContain('Der Weg &amp; die &lt;Linden&gt; bleiben.</t>');
    expect(sheet).toContain('<t xml:space="preserve">=HYPERLINK(');
    expect(sheet).not.toMatch(/<f>|Albrecht/);
  });

  test('is narrowed as the list is', async () => {
    expect(linesOf(await made({ criteria: { procedure: 'dort' } }, fresh('clerk')))).toHaveLength(2);
    expect(linesOf(await made({ criteria: { search: 'Weg' } }, fresh('clerk')))).toHaveLength(2);
    expect(linesOf(await made({ criteria: { state: 'answered' } }, fresh('clerk')))).toHaveLength(1);
  });

  test('has names and addresses for those only who have to know them', async () => {
    const lines = linesOf(await made({ hasAuthors: true }, fresh('clerk')));
    expect(lines[3]!.slice(-7)).toEqual(['Anna Albrecht', '', 'Am Ufer 3', '06712', 'Zeitz', '', 'Brief']);
    expect(await codeOf(ask({ hasAuthors: true }, fresh('planner')))).toBe('canExportAuthors.forbidden');
  });

  test('holds what the person could see when asking, no more', async () => {
    const office = { ...fresh(), rolesIn: { [there.id]: ['planner'] } };
    expect(linesOf(await made({}, office)).map((cells) => cells[1])).toEqual(['Verfahren', 'Dort']);
    expect(linesOf(await made({ criteria: { procedure: 'hier' } }, office))).toHaveLength(1);
  });

  test('is refused to who may not, and after a sign-in of long ago', async () => {
    for (const role of ['reader', 'moderator', 'paper-entry', 'editor', 'nobody'])
      expect(await codeOf(ask({}, fresh(role)))).toBe('canExportCases.forbidden');
    expect(await codeOf(ask({}, anActor('clerk')))).toBe('sign-in.not-fresh');
  });

  test('opens for the one who asked, here, while they still may, for a week', async () => {
    const clerk = fresh('clerk');
    const id = await ask({ hasAuthors: true }, clerk);
    expect(await codeOf(read(id, clerk))).toBe('export.not-found');
    await worker.settle();
    expect((await read(id, clerk)).length).toBeGreaterThan(100);
    for (const actor of [fresh('clerk'), { ...clerk, roles: [] }, { ...clerk, roles: ['planner'] }])
      expect(await codeOf(read(id, actor))).toBe('export.not-found');
    expect(await codeOf(read(id, clerk, other))).toBe('export.not-found');
    expect(await codeOf(read('x', clerk))).toBe('export.not-found');

    clock.set(new Date(clock.now().getTime() + 8 * 86_400_000));
    expect(await codeOf(read(id, clerk))).toBe('export.not-found');
    await as(fresh(), (exports) => exports.sweep());
    const kept = await as(clerk, () =>
      product
        .get(Database)
        .rows<{ file_key: string | null }>('select file_key from case_export where id = ?', [id]),
    );
    expect(kept).toEqual([{ file_key: null }]);
  });

  test('says how far it is, and stands in the log without names', async () => {
    const clerk = fresh('clerk');
    await made({ format: 'xlsx' }, clerk);
    const [newest] = await as(clerk, (exports) => exports.own());
    expect(newest).toMatchObject({ format: 'xlsx', done: 3, total: 3 });
    const logged = await as(clerk, () =>
      product
        .get(Database)
        .rows<{ after: object }>(`select after from journal_entry where action = 'case.exported'`),
    );
    expect(logged).toContainEqual({ after: { format: 'xlsx', hasAuthors: false } });
  });

  test('that cannot be made says so, holds nothing up, and can be asked for again', async () => {
    const clerk = fresh('clerk');
    const id = await ask({}, clerk);
    await as(clerk, async () => {
      await product
        .get(Database)
        .rows(`update case_export set criteria = '{"state":"broken"}' where id = ?`, [id]);
    });
    await worker.settle();
    const [own] = await as(clerk, (exports) => exports.own());
    expect(own).toMatchObject({ id, finishedAt: null });
    expect(own!.failedAt).toBeInstanceOf(Date);
    await expect(read(id, clerk)).rejects.toThrow('export.not-found');
    expect(linesOf(await made({}, clerk)).length).toBeGreaterThan(1);
  });

  test('stands in the log with the number of its lines', async () => {
    const before = await noted();
    const lines = linesOf(await made({ criteria: { procedure: 'dort' } }, fresh('clerk')));
    const [entry] = (await noted()).slice(before.length);
    expect(entry).toEqual({ total: lines.length - 1, format: 'csv' });
  });
});
