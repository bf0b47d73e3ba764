import { EntityManager } from '@mikro-orm/core';
import { beforeAll, describe, expect, test } from '@jest/globals';

import type { Actor } from '../src/platform/current.js';
import { JournalEntry } from '../src/platform/journal.entity.js';
import { DeskPlanService } from '../src/plan/desk-plan.service.js';
import { MapService } from '../src/plan/map.service.js';
import { TextDraftService } from '../src/plan/text-draft.service.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { IntakeService } from '../src/statement/intake.service.js';
import { SpokenResolver } from '../src/statement/spoken.resolver.js';
import { anActor, testApp } from './app.js';
import { aStatement, aTown } from './builders.js';
import { codeOf, pdf, PlanDesk } from './plan-desk.js';

const product = testApp();
const desk = new PlanDesk(product);
const { as, seen } = desk;
const send: PlanDesk['send'] = (...sent) => desk.send(...sent);
let open: Procedure;

beforeAll(async () => {
  await desk.begin();
  open = desk.open;
});

describe('a text at the desk', () => {
  const write = (source: string, key: string | null = 'satzung') =>
    send('text', source, { fileName: 'text.md', key, title: 'Satzung' });
  const shown = () => as(() => product.get(DeskPlanService).text(open.slug, 'satzung'));
  const layOut = () => as(() => product.get(TextDraftService).layOut(open.id, 'satzung'));

  test('is written, looked at and then laid out', async () => {
    expect(await write('## Bäume\n\nDie Pappel bleibt.\n\n> Der Baum bleibt stehen.\n\nVierzig Linden kommen.', null)).toEqual({ id: 'satzung' }); // prettier-ignore
    expect(await shown()).toMatchObject({ version: 0, laidOutAt: null });
    await layOut();
    const { version, source, draftAt, laidOutAt } = await shown();
    expect([version, draftAt]).toEqual([1, null]);
    expect(laidOutAt).not.toBeNull();
    expect(source).toBe(
      '## Bäume\n\nDie Pappel bleibt.\n\n> Der Baum bleibt stehen.\n\nVierzig Linden kommen.',
    );
    expect(await codeOf(layOut())).toBe('plan-text.no-draft');
  });

  test('shows what would change, and how many statements lose their paragraph', async () => {
    const { blocks } = await shown();
    const linden = blocks.at(-1)!.id!;
    const visit = { tenantId: desk.town.id, tenantSlug: desk.town.slug };
    await product.as(visit, () =>
      product.get(IntakeService).submit(aStatement(open, { about: { paragraphId: linden } })),
    );
    await write('## Bäume\n\nDie alte Pappel bleibt.\n\n> Der Baum bleibt stehen.');
    const changed = await shown();
    expect(changed.version).toBe(1);
    expect(changed.blocks.map(({ kind, change }) => [kind, change])).toEqual([
      ['heading', null],
      ['paragraph', 'changed'],
      ['removed', null],
    ]);
    expect(changed.blocks[1]!.diff).toContainEqual({ kind: 'added', text: 'alte ' });
    const lost = await as(() => product.get(SpokenResolver).spokenTo(changed));
    expect(lost).toEqual([{ paragraphId: linden, statements: 1 }]);
  });

  test('that says the same as before is not laid out again, and a draft can be dropped', async () => {
    await as(() => product.get(TextDraftService).discard(open.id, 'satzung'));
    const { source } = await shown();
    await write(source);
    expect((await shown()).isUnchanged).toBe(true);
    expect(await codeOf(layOut())).toBe('plan-text.unchanged');
  });

  test.each([
    ['leer.md', ' \n ', 'plan-text.empty'],
    ['pdf.docx', '%PDF-1.7', 'docx.unreadable'],
    ['utf-16.md', Buffer.from([0xff, 0xfe, 0x00]), 'file.not-utf8'],
    ['program.exe', 'MZ', 'file.wrong-type'],
  ])('is refused as %s', async (fileName, content, code) => {
    expect(await codeOf(send('text', content, { fileName, title: 'X' }))).toBe(code);
  });

  test('keeps markup as words: nothing in it is ever run', async () => {
    await write('<script>alert(1)</script> und <b>fett</b>', null);
    const { blocks } = await as(() => product.get(DeskPlanService).text(open.slug, 'satzung-2'));
    expect(blocks).toMatchObject([{ kind: 'paragraph', text: '<script>alert(1)</script> und <b>fett</b>' }]);
  });
});

describe('a map at the desk', () => {
  const ring = (x: number, y = 51) => [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y]]; // prettier-ignore
  const area = (x: number, y?: number) => ({ type: 'Polygon', coordinates: [ring(x, y)] });
  const collection = (geometry: object, name = 'Plan') =>
    JSON.stringify({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { name }, geometry }],
    });
  const words = { name: 'WA 1', kind: 'building', note: '' };

  test.each([
    ['no JSON', '{', 'geo.no-json'],
    ['NaN', '{"type":"FeatureCollection","features":[NaN]}', 'geo.no-json'],
    ['a number without end', collection(area(12)).replace('[12,51]', '[1e999,51]'), 'geo.not-wgs84'],
    ['projected coordinates', collection(area(691_000, 5_660_000)), 'geo.not-wgs84'],
    ['latitude first', collection({ type: 'Polygon', coordinates: [ring(12).map(([x, y]) => [y, x])] }), 'geo.axes-swapped'], // prettier-ignore
    ['a point', collection({ type: 'Point', coordinates: [12, 51] }), 'geo.no-area'],
    ['too many positions', collection({ type: 'Polygon', coordinates: [Array(200_002).fill([12, 51])] }), 'geo.too-many-positions'], // prettier-ignore
  ])('refuses an outline of %s', async (_what, content, code) => {
    expect(await codeOf(send('outline', content, { fileName: 'a.geojson' }))).toBe(code);
    expect((await seen(open)).outline).toBeNull();
  });

  test('takes an outline and a drawing, and each feature can be named anew', async () => {
    await send('outline', collection(area(12)), { fileName: 'a.geojson' });
    await send('drawing', collection(area(12.001), 'Wiese'), { fileName: 'b.geojson' });
    const maps = product.get(MapService);
    await as(() => maps.addFeature(open.id, { ...words, geometry: area(12.002) }));
    const [meadow] = (await seen(open)).features;
    await as(() =>
      maps.describeFeature(open.id, meadow!.id, { name: 'Auwiese', kind: 'green', note: 'feucht' }),
    );
    expect((await seen(open)).features).toMatchObject([
      { id: meadow!.id, name: 'Auwiese', kind: 'green', note: 'feucht' },
      { name: 'WA 1' },
    ]);
    const twin = as(() => maps.describeFeature(open.id, meadow!.id, words));
    expect(await codeOf(twin)).toBe('geo.name-taken');
    const far = as(() => maps.addFeature(open.id, { ...words, name: 'Weit', geometry: area(9) }));
    expect(await codeOf(far)).toBe('geo.far-from-plan');
    await as(() => maps.removeFeature(open.id, meadow!.id));
    expect((await seen(open)).features).toMatchObject([{ name: 'WA 1' }]);
  });

  test('shows map services until they are removed', async () => {
    const layer = { title: 'Schutzgebiete', url: 'https://wms.example/geo', layers: 'nsg' };
    await as(() => product.get(MapService).addLayer(open.id, layer));
    const [shown] = (await seen(open)).layers;
    expect(shown).toMatchObject(layer);
    await as(() => product.get(MapService).removeLayer(open.id, shown!.id));
    expect((await seen(open)).layers).toEqual([]);
  });
});

describe('the plan at the desk', () => {
  const EDIT = ['town-admin', 'planner', 'clerk', 'editor'];
  const LOOK = ['moderator', 'paper-entry', 'reader'];
  const sendAs = async (by: Actor, to = open) => codeOf(send('document', await pdf('x'), { by, to }));
  const openAs = (actor: Actor, to = open) =>
    codeOf(as(() => product.get(DeskPlanService).open(to.slug), actor));

  test.each(EDIT)('is changed by %s', async (role) => {
    expect(await sendAs(anActor(role))).toBeNull();
    expect(await openAs(anActor(role))).toBeNull();
  });

  test.each(LOOK)('is only looked at by %s', async (role) => {
    expect(await sendAs(anActor(role))).toBe('canEditPlan.forbidden');
    expect(await openAs(anActor(role))).toBeNull();
  });

  test('is closed to citizens', async () => {
    expect(await sendAs(anActor())).toBe('canEditPlan.forbidden');
    expect(await openAs(anActor())).toBe('procedure.not-found');
  });

  test('does not exist for another town, nor a draft for who works elsewhere', async () => {
    const place = await aTown(product);
    const content = await pdf('x');
    expect(await codeOf(send('document', content, { place }))).toBe('procedure.not-found');
    const mine = await desk.draft();
    const other = await desk.draft();
    const office = { ...anActor(), rolesIn: { [mine.id]: ['planner'] } };
    expect(await sendAs(office, mine)).toBeNull();
    expect(await sendAs(office, other)).toBe('procedure.not-found');
    expect(await openAs(office, other)).toBe('procedure.not-found');
    expect(await sendAs(office, open)).toBe('canEditPlan.forbidden');
    expect(await openAs(office, open)).toBe('procedure.not-found');
  });

  test('leaves a line in the log for everything that was done', async () => {
    const log = await as(() => product.get(EntityManager).find(JournalEntry, { scopeId: open.id }));
    const actions = new Set(log.map(({ action }) => action));
    for (const action of [
      'text.laid-out',
      'text.draft-discarded',
      'map.outlined',
      'map.drawn',
      'feature.added',
      'feature.described',
      'feature.removed',
      'layer.added',
      'layer.removed',
    ])
      expect(actions).toContain(action);
  });
});
