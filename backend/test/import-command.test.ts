import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';

import { PlanService } from '../src/plan/plan.service.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { testApp } from './app.js';
import { aProcedure, aTown } from './builders.js';

const COMMAND = join(import.meta.dirname, '../../infra/local/import.ts');
/** The command signs in with the installation's own passwords. */
const SECRETS = join(process.env.DATA_DIR!, 'secrets.json');
const product = testApp();
const folder = mkdtempSync(join(tmpdir(), 'mitsprache-import-'));
let town: TenantRef;
let procedure: Procedure;

beforeAll(async () => {
  const secrets = JSON.parse(readFileSync(SECRETS, 'utf8')) as object;
  writeFileSync(SECRETS, JSON.stringify({ ...secrets, databaseApp: 'app', databasePublic: 'public' }));
  town = await aTown(product, { slug: 'zeitz' });
  procedure = await aProcedure(product, town, { slug: 'elsterterrassen' });
});

const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const run = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...words], {
    encoding: 'utf8',
    env: process.env,
  });
  return { status, said: `${stdout}${stderr}`.trim() };
};
const runInZeitz = (...words: string[]) => run('--town', 'zeitz', '--procedure', 'elsterterrassen', ...words);

describe('npm run import', () => {
  test('lays out a document, a text and an outline', async () => {
    const pdf = await PDFDocument.create();
    pdf.addPage();
    const ring = [[12, 51], [12.01, 51], [12.01, 51.01], [12, 51]]; // prettier-ignore
    const feature = {
      type: 'Feature',
      properties: { name: 'WA 1' },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
    const map = file('plan.geojson', JSON.stringify({ type: 'FeatureCollection', features: [feature] }));

    const document = file('Umweltbericht.pdf', await pdf.save());
    expect(
      runInZeitz('document', document, '--title', 'Umweltbericht', '--kind', 'environmental-report'),
    ).toEqual({
      status: 0,
      said: 'Laid out: document "umweltbericht" in zeitz/elsterterrassen.',
    });
    expect(runInZeitz('document', document)).toEqual({
      status: 1,
      said: 'These bytes are what is laid out already; nothing was changed.',
    });
    runInZeitz('text', file('begruendung.md', '# Begründung\n\nAlt.'));
    expect(runInZeitz('text', file('begruendung.md', '# Begründung\n\nNeu.')).said).toBe(
      'Laid out as a new version: text "begruendung" in zeitz/elsterterrassen.',
    );
    expect(runInZeitz('outline', map)).toEqual({
      status: 0,
      said: 'The outline of zeitz/elsterterrassen is set.',
    });

    const plan = await product.as({ tenantId: town.id }, () =>
      product.get(PlanService).forPublication(procedure.id),
    );
    expect(plan).toMatchObject({
      documents: [{ key: 'umweltbericht', pages: 1 }],
      texts: [{ version: 1 }, { version: 2, isCurrent: true }],
      outline: { box: [12, 51, 12.01, 51.01] },
    });
  }, 120_000);

  test('says in a sentence what is wrong', () => {
    const text = file('leer.md', '# Nur ein Titel');
    expect(runInZeitz('text', text)).toEqual({ status: 1, said: 'The text has no paragraph.' });
    expect(runInZeitz('outline', file('x.geojson', '[]')).said).toBe('file must be an object.');
    expect(runInZeitz('text', join(folder, 'fehlt.md')).said).toMatch(/^There is no file /);
    expect(run('--town', 'gera', '--procedure', 'x', 'text', text).said).toBe(
      'There is no town "gera". There are: zeitz.',
    );
  }, 120_000);

  test('shows how it is used when the words are wrong', () => {
    for (const words of [
      ['--town', 'zeitz'],
      ['--stadt', 'zeitz'],
      ['--town', 'zeitz', '--procedure', 'x', 'poster', 'y'],
    ]) {
      const { status, said } = run(...words);
      expect(status).toBe(2);
      expect(said).toContain('npm run import -- --town TOWN');
    }
    expect(run('--help').status).toBe(0);
  });
});
