import { beforeAll, expect, test } from '@jest/globals';
import { PDFDocument } from 'pdf-lib';

import { type Problem } from '../src/platform/problem.js';
import { ImportService, type ImportOrder } from '../src/plan/import.service.js';
import { PlanService } from '../src/plan/plan.service.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { anActor, testApp } from './app.js';
import { aProcedure, aTown } from './builders.js';

const product = testApp();
let town: TenantRef;
let procedure: Procedure;

beforeAll(async () => {
  town = await aTown(product);
  procedure = await aProcedure(product, town);
});

const as = <T>(work: () => Promise<T>) =>
  product.as({ tenantId: town.id, tenantSlug: town.slug, actor: anActor('planner') }, work);
const laidOut = () => as(() => product.get(PlanService).forPublication(procedure.id));
const lay = (
  ...[what, fileName, content, more]: [
    what: ImportOrder['what'],
    fileName: string,
    content: Buffer | string,
    more?: Partial<ImportOrder>,
  ]
) =>
  as(() =>
    product
      .get(ImportService)
      .run({ procedure: procedure.slug, what, fileName, content: Buffer.from(content), ...more }),
  );
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    ({ code, fields }: Problem) => [code, fields],
  );

async function pdf(pages: number): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (let page = 0; page < pages; page++) document.addPage();
  return Buffer.from(await document.save());
}

test('a PDF is laid out under the name of its file, and the next one is its next version', async () => {
  const title = { title: 'Umweltbericht' };
  expect(await lay('document', 'Umweltbericht (Entwurf Süd).pdf', await pdf(2), title)).toEqual({
    key: 'umweltbericht-entwurf-sued',
    isNew: true,
  });
  const key = { key: 'umweltbericht-entwurf-sued' };
  expect(await lay('document', 'neu.pdf', await pdf(3), key)).toEqual({ ...key, isNew: false });
  expect((await laidOut()).documents).toMatchObject([
    { title: 'Umweltbericht', kind: 'other', version: 1, pages: 2 },
    { title: 'Umweltbericht', kind: 'other', version: 2, pages: 3 },
  ]);
});

test('a text is laid out with its own title, and with the one that is said', async () => {
  await lay('text', 'begruendung.md', '\ufeff# Begründung\n\nErster Absatz.');
  await lay('text', 'satzung.md', '# Satzung\n\n§ 1', { title: 'Entwurf der Satzung' });
  expect((await laidOut()).texts.map(({ key, title }) => [key, title])).toEqual([
    ['begruendung', 'Begründung'],
    ['satzung', 'Entwurf der Satzung'],
  ]);
});

test('what cannot be laid out is said', async () => {
  const content = await pdf(1);
  expect(await problemOf(lay('document', 'a.pdf', content))).toEqual([
    'input.invalid',
    { title: 'title.empty' },
  ]);
  expect(await problemOf(lay('document', 'a.pdf', content, { title: 'A', kind: 'poster' }))).toEqual([
    'input.invalid',
    { kind: 'document.kind-unknown' },
  ]);
  expect(await problemOf(lay('text', 'a.odt', 'x'))).toEqual(['file.wrong-type', {}]);
  expect(await problemOf(lay('text', 'a.md', Buffer.from([0xc3, 0x28])))).toEqual(['file.not-utf8', {}]);
  expect(await problemOf(lay('outline', 'a.geojson', '{'))).toEqual([
    'input.invalid',
    { file: 'geo.no-json' },
  ]);
  expect(await problemOf(lay('text', 'a.md', 'x', { procedure: 'nirgendwo' }))).toEqual([
    'procedure.not-found',
    {},
  ]);
});
