import { EntityManager } from '@mikro-orm/core';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Readable } from 'node:stream';

import { parseText } from '../src/plan/paragraphs.js';
import { TextService } from '../src/plan/text.service.js';
import { Upload } from '../src/platform/upload.entity.js';
import { Statement } from '../src/statement/statement.entity.js';
import { UploadService } from '../src/platform/upload.service.js';
import { CaseDetailService } from '../src/weighing/case-detail.service.js';
import { codeOf, weighingWorld } from './weighing-world.js';

const { product, world, as, asIn, submit } = weighingWorld();

describe('what stands around a statement', () => {
  let number: string;
  let before: string;
  let after: string;
  let fileId: string;

  const idOf = (spoken: string) =>
    as('clerk', EntityManager, async (em) => (await em.findOneOrFail(Statement, { number: spoken })).id);
  const detail = async (spoken = number, role = 'clerk') => {
    const id = await idOf(spoken);
    return as(role, CaseDetailService, (service) => service.of(id));
  };
  const read = (role: string, spoken = number, id = fileId) =>
    as(role, CaseDetailService, (service) => service.read(spoken, id));
  const scanned = (scan: 'clean' | 'infected' | null) =>
    as('clerk', EntityManager, (em) => em.nativeUpdate(Upload, { id: fileId }, { scan }));

  beforeAll(async () => {
    before = await submit({ text: 'Vorher.' });
    const town = { tenantId: world.town.id, tenantSlug: world.town.slug };
    const kept = await product.visit(town, () =>
      product.get(UploadService).keep('Brief.txt', Readable.from([Buffer.from('Der Brief.')])),
    );
    fileId = kept.id;
    number = await submit({
      ...{ text: 'Mit Brief.', about: { paragraphId: world.paragraphId } },
      files: [{ id: kept.id, token: kept.token }],
    });
    after = await submit({ text: 'Nachher.' });
    await world.worker.settle();
  });

  test('are its neighbours in the procedure', async () => {
    expect(await detail()).toMatchObject({ newer: after, older: before });
    expect(await detail(after)).toMatchObject({ newer: null, older: number });
  });

  test('is the place in the version that the sender saw, and whether it changed since', async () => {
    const place = { kind: 'paragraph', key: 'begruendung', version: 1, newest: 1, since: 'same' };
    expect((await detail()).places).toMatchObject([place]);
    const text = '# Begründung\n\nZwei Platanen müssen der Busspur weichen.\n\nDer Weg ist drei Meter breit.';
    await as('planner', TextService, (texts) =>
      texts.replace(world.procedure.id, { key: 'begruendung', text: parseText(text) }),
    );
    expect((await detail()).places).toMatchObject([{ version: 1, newest: 2, since: 'changed' }]);
  });

  test('are its files, for those who work on it, once they are scanned and clean', async () => {
    await scanned('clean');
    expect((await detail()).files).toMatchObject([{ name: 'Brief.txt', scan: 'clean' }]);
    for (const role of ['clerk', 'planner', 'reader', 'paper-entry']) {
      const { content, name } = await read(role);
      expect([name, (await content.toArray()).join('')]).toEqual(['Brief.txt', 'Der Brief.']);
    }
    await scanned(null);
    expect(await codeOf(read('clerk'))).toBe('file.not-scanned');
    await scanned('infected');
    expect(await codeOf(read('clerk'))).toBe('file.withheld');
    await scanned('clean');
  });

  test('is nothing to strangers, to other towns and under other statements', async () => {
    for (const role of ['', 'editor', 'land-operator'])
      expect(await codeOf(read(role))).toBe('file.not-found');
    expect(await codeOf(read('clerk', before))).toBe('file.not-found');
    expect(await codeOf(read('clerk', 'AAA-AAA-AAA'))).toBe('file.not-found');
    const abroad = asIn(world.other)('clerk', CaseDetailService, (service) => service.read(number, fileId));
    expect(await codeOf(abroad)).toBe('file.not-found');
  });

  test('is a receipt to hand out for those only who know the sender', async () => {
    expect((await detail(number, 'clerk')).mayHandOut).toBe(true);
    expect((await detail(number, 'planner')).mayHandOut).toBe(false);
  });
});
