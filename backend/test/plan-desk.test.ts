import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';

import type { Actor } from '../src/platform/current.js';
import { clock } from '../src/platform/clock.js';
import { Database } from '../src/platform/database.js';
import { DeskPlanService } from '../src/plan/desk-plan.service.js';
import { DocumentOrderService } from '../src/plan/document-order.service.js';
import { DocumentService } from '../src/plan/document.service.js';
import { PlanAuditService } from '../src/plan/plan-audit.service.js';
import { PlanService } from '../src/plan/plan.service.js';
import { PlanUploadService } from '../src/plan/plan-upload.service.js';
import { PreparedService } from '../src/plan/prepared.service.js';
import { TextDraftService } from '../src/plan/text-draft.service.js';
import { PreviewService } from '../src/portal/preview.service.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { ProcedureService } from '../src/procedure/procedure.service.js';
import { anActor, testApp } from './app.js';
import { codeOf, pdf, PlanDesk } from './plan-desk.js';

const product = testApp();
const desk = new PlanDesk(product);
const { as, seen } = desk;
const send: PlanDesk['send'] = (...sent) => desk.send(...sent);
const takeIn: PlanDesk['takeIn'] = (...taken) => desk.takeIn(...taken);
let draft: Procedure;
let open: Procedure;

beforeAll(async () => {
  await desk.begin();
  open = desk.open;
  draft = await desk.draft();
});
afterEach(() => clock.set(null));

const entries = () =>
  as(() => product.get(Database).rows<{ n: number }>('select count(*)::int as n from register.entry'));
const publish = async (procedure: Procedure) => {
  await as(() => product.get(ProcedureService).publish(procedure.id), anActor('planner'));
  await as(() => product.get(PreparedService).layOut(procedure.id), anActor());
};

describe('a file for the plan', () => {
  const encrypted = Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n' +
      '3 0 obj<</Filter/Standard/V 1/R 2/O<0000000000000000000000000000000000000000000000000000000000000000>' +
      '/U<0000000000000000000000000000000000000000000000000000000000000000>/P -4>>endobj\n' +
      'trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\n%%EOF',
  );

  test.each([
    ['nothing at all', '', 'file.empty'],
    ['a page of HTML', '<html><script>alert(1)</script>', 'pdf.unreadable'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'pdf.unreadable'],
    ['a PDF that ends in the middle', '%PDF-1.7\n1 0 obj', 'pdf.unreadable'],
    ['a PDF with a password', encrypted, 'pdf.encrypted'],
    ['more than 100 MB', Buffer.alloc(100 * 1024 * 1024 + 1, '%PDF-'), 'pdf.too-large'],
  ])('that is %s is refused', async (_what, content, code) => {
    expect(await codeOf(send('document', content))).toBe(code);
    expect((await seen(open)).uploads).toEqual([]);
  });

  test('waits for its name, and is not public meanwhile', async () => {
    const { id } = await send('document', await pdf('Boden', 'Wasser'), {
      fileName: '../Umwelt\u202Ebericht.pdf',
    });
    expect((await seen(open)).uploads).toMatchObject([{ id, name: 'Umweltbericht.pdf', pages: 2 }]);
    expect((await seen(open)).documents).toEqual([]);

    await takeIn(open, id, 'Begründung');
    const { documents, uploads } = await seen(open);
    expect(uploads).toEqual([]);
    expect(documents).toMatchObject([
      { key: 'begruendung', title: 'Begründung', versions: [{ version: 1 }] },
    ]);
    expect(documents[0]!.versions[0]!.laidOutAt).not.toBeNull();
    expect(await codeOf(takeIn(open, id, 'Noch einmal'))).toBe('upload.not-found');
  });

  test('with a title that is there already has an address of its own', async () => {
    const { id } = await send('document', await pdf('Anders'));
    await takeIn(open, id, 'Begründung');
    expect((await seen(open)).documents.map(({ key }) => key)).toEqual(['begruendung', 'begruendung-2']);
  });

  test('that is not wanted is forgotten with its bytes', async () => {
    const { id } = await send('document', await pdf('Falsche Datei'));
    await as(() => product.get(PlanUploadService).discard(open.id, id));
    expect((await seen(open)).uploads).toEqual([]);
  });

  test('replaces a document; the version before stays with its hash', async () => {
    const before = (await seen(open)).documents[0]!.versions[0]!;
    await send('document', await pdf('Neu'), { key: 'begruendung', language: 'en' });
    const [now, former] = (await seen(open)).documents[0]!.versions;
    expect(now).toMatchObject({ version: 2, language: 'en', pages: 1 });
    expect(former!.sha256).toBe(before.sha256);
    expect(await codeOf(send('document', await pdf('x'), { key: 'nirgends' }))).toBe('document.not-found');
  });
});

describe('the order of documents', () => {
  const keys = async () => (await seen(open)).documents.map(({ key }) => key);
  const move = (key: string, by: -1 | 1) =>
    as(() => product.get(DocumentOrderService).move(open.id, key, by));

  test('is changed one step at a time and stays at its ends', async () => {
    const { id } = await send('document', await pdf('Drittes'));
    await takeIn(open, id, 'Drittes');
    await move('drittes', -1);
    expect(await keys()).toEqual(['begruendung', 'drittes', 'begruendung-2']);
    await move('begruendung', -1);
    expect(await keys()).toEqual(['begruendung', 'drittes', 'begruendung-2']);
    await move('begruendung', 1);
    expect(await keys()).toEqual(['drittes', 'begruendung', 'begruendung-2']);
  });

  test('passes over what is taken down, which stays on record with its reason', async () => {
    await as(() => product.get(DocumentService).takeDown(open.id, 'begruendung', 'Falsche Anlage'));
    await move('begruendung-2', -1);
    expect(await keys()).toEqual(['begruendung-2', 'drittes', 'begruendung']);
    const removed = (await seen(open)).documents.at(-1)!;
    expect(removed.versions.every(({ takenDownReason }) => takenDownReason === 'Falsche Anlage')).toBe(true);
  });
});

describe('what is prepared in a draft', () => {
  const text = '## Wege\n\nDer Weg wird drei Meter breit.\n\nDie Pappel bleibt.';

  test('makes no entry in the register and is in nobody’s sight', async () => {
    const [before] = await entries();
    const { id } = await send('document', await pdf('Entwurf'), { to: draft });
    await takeIn(draft, id, 'Planzeichnung');
    await send('text', text, { to: draft, fileName: 'text.md', title: 'Begründung' });
    await as(() => product.get(TextDraftService).layOut(draft.id, 'begruendung'));

    expect(await entries()).toEqual([before]);
    const plan = await seen(draft);
    expect(plan.documents[0]!.versions[0]!.laidOutAt).toBeNull();
    expect(plan.texts).toMatchObject([{ key: 'begruendung', version: 1, laidOutAt: null, draftAt: null }]);
    expect(await as(() => product.get(PlanService).findDocument(draft.id, plan.documents[0]!.id))).toBeNull();
  });

  test('gives way to what replaces it: nobody has seen a version before', async () => {
    await send('document', await pdf('Entwurf', 'zwei Seiten'), { to: draft, key: 'planzeichnung' });
    await send('text', text.replace('drei', 'vier'), { to: draft, fileName: 'a.md', key: 'begruendung' });
    await as(() => product.get(TextDraftService).layOut(draft.id, 'begruendung'));
    const plan = await seen(draft);
    expect(plan.documents[0]!.versions).toMatchObject([{ version: 1, pages: 2 }]);
    const { blocks, version } = await as(() => product.get(DeskPlanService).text(draft.slug, 'begruendung'));
    expect(version).toBe(1);
    expect(blocks.map(({ change }) => change)).toEqual([null, null, null]);
    expect(blocks[1]!.text).toContain('vier Meter');
  });

  test('may still be renamed; what is laid out may not', async () => {
    const rename = (procedure: Procedure, key: string) => {
      const words = { title: 'Planzeichnung, Blatt 1', kind: 'plan-drawing' as const };
      return as(() => product.get(DocumentOrderService).describe(procedure.id, key, words));
    };
    await rename(draft, 'planzeichnung');
    expect((await seen(draft)).documents[0]).toMatchObject({ title: 'Planzeichnung, Blatt 1' });
    expect(await codeOf(rename(open, 'drittes'))).toBe('document.laid-out');
  });

  test('is shown to the staff as the public page will show it', async () => {
    const preview = (actor: Actor) => as(() => product.get(PreviewService).show(draft.slug), actor);
    expect(await preview(anActor('reader'))).toMatchObject({
      title: draft.title,
      documents: [{ title: 'Planzeichnung, Blatt 1', isCurrent: true }],
      texts: [{ key: 'begruendung', paragraphs: 2 }],
    });
    expect(await codeOf(preview(anActor()))).toBe('procedure.not-found');
  });

  test('is laid out once when the procedure becomes public, and the register opens', async () => {
    const [before] = await entries();
    const at = new Date('2026-12-01T10:00:00Z');
    clock.set(at);
    await publish(draft);
    await as(() => product.get(PreparedService).layOut(draft.id), anActor());

    expect((await entries())[0]!.n).toBe(before!.n + 2);
    const plan = await seen(draft);
    expect(plan.documents[0]!.versions[0]!.laidOutAt).toBe(at.toISOString());
    expect(plan.texts[0]!.laidOutAt).toBe(at.toISOString());
    const findings: string[] = [];
    const claims = await as(() => product.get(PlanAuditService).audit((line) => findings.push(line)));
    expect(findings).toEqual([]);
    expect(claims.length).toBeGreaterThan(3);
    const { blocks } = await as(() => product.get(DeskPlanService).text(draft.slug, 'begruendung'));
    const found = as(() => product.get(PlanService).findParagraph(draft.id, blocks[1]!.id!));
    expect(await found).toMatchObject({ number: 1 });
  });
});
