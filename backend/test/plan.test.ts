import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { PDFDocument, StandardFonts } from 'pdf-lib';

import { clock } from '../src/platform/clock.js';
import { Database } from '../src/platform/database.js';
import { Files } from '../src/platform/files.js';
import { type Problem } from '../src/platform/problem.js';
import { DocumentService } from '../src/plan/document.service.js';
import { MapService } from '../src/plan/map.service.js';
import { parseText } from '../src/plan/paragraphs.js';
import { PlanService } from '../src/plan/plan.service.js';
import { TextService } from '../src/plan/text.service.js';
import { canonicalBytes } from '../src/register/canonical.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { anActor, testApp } from './app.js';
import { aProcedure, aTown } from './builders.js';

const product = testApp();
const planner = anActor('planner');
let town: TenantRef;
let procedureId: string;

beforeAll(async () => {
  town = await aTown(product);
});
afterEach(() => clock.set(null));

const as = <T>(work: () => Promise<T>, actor = planner) =>
  product.as({ tenantId: town.id, tenantSlug: town.slug, actor }, work);
const laidOut = () => as(() => product.get(PlanService).forPublication(procedureId));
const rows = <Row>(sql: string, values: unknown[] = []) =>
  as(() => product.get(Database).rows<Row>(sql, values));
const fieldsOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (problem: Problem) => ({ [problem.code]: problem.fields }),
  );

interface Version {
  document_id: string;
  version: number;
  sha256: string;
  salt: string;
  register_entry_id: string;
  taken_down_by: string;
  taken_down_salt: string;
  taken_down_entry_id: string;
}

/** The entry in the register commits, with its salt, to exactly this version. */
async function opens(entryId: string, salt: string, { kind, version }: { kind: string; version: Version }) {
  const [row] = await rows<{ entry: string }>(
    `select convert_from(entry, 'UTF8') as entry from register.entry where id = ?`,
    [entryId],
  );
  const content = {
    procedure: procedureId,
    document: version.document_id,
    title: 'Umweltbericht',
    version: version.version,
    sha256: version.sha256,
  };
  const commitment = createHash('sha256')
    .update(Buffer.from(salt, 'hex'))
    .update(canonicalBytes(content))
    .digest('hex');
  expect(JSON.parse(row!.entry)).toMatchObject({ kind, commitment });
}

async function freshProcedure(): Promise<void> {
  procedureId = (await aProcedure(product, town)).id;
}

async function pdf(...pages: string[]): Promise<Buffer> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const text of pages) document.addPage().drawText(text, { x: 50, y: 700, size: 11, font });
  return Buffer.from(await document.save());
}

describe('a document', () => {
  beforeAll(freshProcedure);
  const add = (content: Buffer, key = 'umweltbericht') =>
    as(() =>
      product.get(DocumentService).add(procedureId, {
        key,
        title: 'Umweltbericht',
        kind: 'environmental-report',
        language: 'de',
        content,
      }),
    );
  const replace = (content: Buffer) =>
    as(() => product.get(DocumentService).replace(procedureId, 'umweltbericht', { content, language: 'de' }));

  test('is kept with its bytes, hash, pages and text, and the register knows of it', async () => {
    const content = await pdf('Schwarzpappeln am Ufer', 'Fledermäuse in der Halle');
    const id = await add(content);
    const { documents } = await laidOut();

    expect(documents).toMatchObject([
      { id, version: 1, isCurrent: true, pages: 2, size: content.length, position: 0, takenDownAt: null },
    ]);
    const [document] = documents;
    expect(document!.sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect(document!.text).toContain('Fledermäuse');
    const kept: Buffer[] = [];
    for await (const part of product.get(Files).read(document!.fileKey)) kept.push(part as Buffer);
    expect(Buffer.concat(kept).equals(content)).toBe(true);
  });

  test('opens the commitment of its entry in the register with its salt', async () => {
    const [version] = await rows<Version>('select * from document_version');
    await opens(version!.register_entry_id, version!.salt, { kind: 'laid-out', version: version! });
    const messages = await rows(
      `select 1 from outbox.message where topic = 'plan.changed' and payload->>'procedureId' = ?`,
      [procedureId],
    );
    expect(messages).toHaveLength(1);
  });

  test('keeps every version; the same bytes again are none', async () => {
    const content = await pdf('Zweite Fassung');
    await replace(content);
    await expect(replace(content)).rejects.toThrow('document.unchanged');

    const { documents } = await laidOut();
    expect(documents.map(({ version, isCurrent }) => [version, isCurrent])).toEqual([[1, false], [2, true]]); // prettier-ignore
  });

  test('replaced twice at the same time has two more versions', async () => {
    const contents = [await pdf('A'), await pdf('B')];
    await Promise.all(contents.map(replace));
    expect((await laidOut()).documents.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  });

  test('that is taken down stays on record with person and time', async () => {
    const at = new Date('2026-12-01T10:00:00Z');
    clock.set(at);
    await as(() => product.get(DocumentService).takeDown(procedureId, 'umweltbericht'));

    const { documents } = await laidOut();
    expect(documents.every(({ takenDownAt }) => takenDownAt?.getTime() === at.getTime())).toBe(true);
    expect(await as(() => product.get(PlanService).findDocument(procedureId, documents[0]!.id))).toBeNull();
    const [version] = await rows<Version>('select * from document_version where version = 1');
    expect(version!.taken_down_by).toBe(planner.accountId);
    await opens(version!.taken_down_entry_id, version!.taken_down_salt, {
      kind: 'taken-down',
      version: version!,
    });
  });

  test('must be a PDF with a key and a title of its own', async () => {
    await expect(add(Buffer.from('<html>'), 'anderes')).rejects.toThrow('pdf.unreadable');
    await expect(add(await pdf('x'))).rejects.toThrow('document.key-taken');
    expect(await fieldsOf(add(await pdf('x'), 'Groß und leer'))).toEqual({
      'input.invalid': { key: 'key.malformed' },
    });
  });

  test('is laid out by the staff only, and only in a procedure of their town', async () => {
    const content = await pdf('x');
    const draft = { key: 'x', title: 'X', kind: 'other' as const, language: 'de', content };
    const addAs = (actor = planner, id = procedureId) =>
      as(() => product.get(DocumentService).add(id, draft), actor);

    await expect(addAs(anActor('reader'))).rejects.toThrow('canEditPlan.forbidden');
    await expect(addAs(planner, randomUUID())).rejects.toThrow('procedure.not-found');
    const foreign = await aProcedure(product, await aTown(product));
    await expect(addAs(planner, foreign.id)).rejects.toThrow('procedure.not-found');
  });
});

describe('a text', () => {
  beforeAll(freshProcedure);
  const v1 =
    '## 1 Wege\n\nDer Uferweg wird drei Meter breit.\n\nDie Brücke entfällt.\n\n## 2 Bäume\n\nDie Pappel bleibt.';
  const v2 =
    '## 1 Wege\n\nDer Uferweg wird vier Meter breit.\n\n## 2 Bäume\n\nDie Pappel bleibt.\n\nVierzig Linden kommen hinzu.';
  const texts = () => product.get(TextService);
  const paragraphs = async () =>
    (await laidOut()).texts.at(-1)!.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block] : []));

  test('keeps the identity of its paragraphs in a new version, and what they said in the old one', async () => {
    await as(() =>
      texts().add(procedureId, { key: 'begruendung', title: 'Begründung', text: parseText(v1) }),
    );
    const [way, bridge, poplar] = await paragraphs();
    await as(() => texts().replace(procedureId, { key: 'begruendung', text: parseText(v2) }));

    const now = await paragraphs();
    expect(now.map(({ id, number, change }) => [id, number, change])).toEqual([
      [way!.id, 1, 'changed'],
      [poplar!.id, 2, 'same'],
      [now[2]!.id, 3, 'added'],
    ]);
    const { texts: versions } = await laidOut();
    expect(versions.map(({ version, isCurrent }) => [version, isCurrent])).toEqual([[1, false], [2, true]]); // prettier-ignore
    expect(versions[0]!.plainText).toContain('Brücke');
    expect(versions[1]!.plainText).not.toContain('Brücke');

    const find = (id: string) => as(() => product.get(PlanService).findParagraph(procedureId, id));
    expect(await find(poplar!.id)).toEqual({ id: poplar!.id, text: 'Begründung', number: 2, version: 2 });
    expect(await find(bridge!.id)).toEqual({ id: bridge!.id, text: 'Begründung', number: 2, version: 1 });
    expect(await find(randomUUID())).toBeNull();
  });

  test('is not laid out twice when nothing changed', async () => {
    const again = as(() => texts().replace(procedureId, { key: 'begruendung', text: parseText(v2) }));
    await expect(again).rejects.toThrow('plan-text.unchanged');
    const missing = as(() => texts().replace(procedureId, { key: 'satzung', text: parseText(v2) }));
    await expect(missing).rejects.toThrow('plan-text.not-found');
  });

  test('of another town has no paragraph here', async () => {
    const [paragraph] = await paragraphs();
    const stranger = await aTown(product);
    const found = await product.as({ tenantId: stranger.id }, () =>
      product.get(PlanService).findParagraph(procedureId, paragraph!.id),
    );
    expect(found).toBeNull();
  });
});

describe('a map', () => {
  beforeAll(freshProcedure);
  const area = (x: number) => ({ type: 'Polygon', coordinates: [[[x, 51], [x + 0.01, 51], [x + 0.01, 51.01], [x, 51]]] }); // prettier-ignore
  const collection = (...features: [string, unknown][]) => ({
    type: 'FeatureCollection',
    features: features.map(([name, geometry]) => ({
      type: 'Feature',
      properties: { name, kind: 'green' },
      geometry,
    })),
  });
  const maps = () => product.get(MapService);
  const draw = (json: unknown) => as(() => maps().setDrawing(procedureId, json));

  test('has an outline with its box', async () => {
    await as(() => maps().setOutline(procedureId, collection(['Plan', area(12)])));
    expect((await laidOut()).outline).toEqual({ geometry: area(12), box: [12, 51, 12.01, 51.01] });

    const line = collection(['Plan', { type: 'LineString', coordinates: [[12, 51], [12.1, 51]] }]); // prettier-ignore
    expect(await fieldsOf(as(() => maps().setOutline(procedureId, line)))).toEqual({
      'input.invalid': { 'features[0].geometry.type': 'geo.no-area' },
    });
  });

  test('keeps a feature by its name, and what is gone on record', async () => {
    await draw(collection(['WA 1', area(12)], ['WA 2', area(12.001)]));
    const [first] = (await laidOut()).features;
    await draw(collection(['WA 3', area(12.002)], ['WA 1', area(12.003)]));

    const { features } = await laidOut();
    expect(features.map(({ name, kind }) => [name, kind])).toEqual([['WA 3', 'green'], ['WA 1', 'green']]); // prettier-ignore
    expect(features[1]).toMatchObject({ id: first!.id, geometry: area(12.003) });
    expect(await rows('select 1 from plan_feature where removed_at is not null')).toHaveLength(1);
  });

  test('refuses names twice, no names, and what lies far from the plan', async () => {
    const problem = (json: unknown) => fieldsOf(draw(json));
    expect(await problem(collection(['A', area(12)], ['A', area(12)]))).toEqual({
      'input.invalid': { 'features[1].properties.name': 'geo.name-taken' },
    });
    expect(await problem(collection([' ', area(12)]))).toEqual({
      'input.invalid': { 'features[0].properties.name': 'geo.name-missing' },
    });
    expect(await problem(collection(['A', area(12)], ['B', area(13)]))).toEqual({
      'input.invalid': { 'features[1]': 'geo.far-from-plan' },
    });
  });

  test('names map services by https only, each once', async () => {
    const add = (url: string) =>
      as(() => maps().addLayer(procedureId, { title: 'Schutzgebiete', url, layers: 'nsg,lsg' }));
    await add('https://wms.example/geo');
    await add('https://wms.example/geo');
    await expect(add('http://wms.example/geo')).rejects.toThrow('input.invalid');
    expect((await laidOut()).layers).toMatchObject([
      { title: 'Schutzgebiete', url: 'https://wms.example/geo' },
    ]);
  });
});
