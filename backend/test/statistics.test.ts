import { EntityManager } from '@mikro-orm/core';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import sharp from 'sharp';

import { JournalEntry } from '../src/platform/journal.entity.js';
import type { Problem } from '../src/platform/problem.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { IntakeService } from '../src/statement/intake.service.js';
import { Statement } from '../src/statement/statement.entity.js';
import type { SubmitStatementInput } from '../src/statement/statement.graphql.js';
import { ticksTo } from '../src/statistics/chart.js';
import { StatisticsController } from '../src/statistics/statistics.controller.js';
import { StatisticsService, type Counts } from '../src/statistics/statistics.service.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { AnswerService } from '../src/weighing/answer.service.js';
import { anActor, testApp } from './app.js';
import { aProcedure, aStatement, aTown } from './builders.js';

/** Around the end of summer time (25 October 2026, 25 hours) and the end of the period (26 October, 24 o'clock). */
const ARRIVALS = [
  '2026-10-24T21:59:59.999Z',
  '2026-10-24T22:00:00.000Z',
  '2026-10-25T22:59:59.999Z',
  '2026-10-25T23:00:00.000Z',
  '2026-10-26T22:59:59.999Z',
  '2026-10-26T23:00:00.000Z',
];

describe('numbers about a procedure', () => {
  const product = testApp();
  let town: TenantRef;
  let other: TenantRef;
  let procedure: Procedure;

  const as = <T>(role: string, work: () => Promise<T>, place = town): Promise<T> =>
    product.as({ tenantId: place.id, tenantSlug: place.slug, actor: anActor(role) }, work);
  const submit = (at: string, input: Partial<SubmitStatementInput> = {}) =>
    product.as({ tenantId: town.id, tenantSlug: town.slug, receivedAt: new Date(at) }, () =>
      product.get(IntakeService).submit(aStatement(procedure, input)),
    );
  const counts = (role = 'reader', place = town) =>
    as(role, () => product.get(StatisticsService).of('elster'), place);
  const rowsOf = ({ charts }: Counts, kind: string) =>
    charts.find((chart) => chart.kind === kind)!.rows.map(({ label, count }) => [label, count]);
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (problem: Problem) => problem.code,
    );
  const file = (name: string, role = 'planner') =>
    product.visit({ tenantId: town.id, tenantSlug: town.slug, actor: anActor(role) }, () =>
      product
        .get(StatisticsController)
        .file('elster', name, undefined, { headers: () => undefined } as never),
    );

  beforeAll(async () => {
    [town, other] = [await aTown(product), await aTown(product)];
    procedure = await aProcedure(product, town, {
      slug: 'elster',
      phases: [
        {
          kind: 'display',
          title: 'Auslegung',
          lawProfile: 'baugb-3-2',
          firstDay: '2026-09-28',
          lastDay: '2026-10-26',
        },
      ],
    });
    const here = { type: 'Point', coordinates: [12.1391, 51.0471] };
    for (const at of ARRIVALS) await submit(at, { about: { geometry: here } });
    const withdrawn = await submit('2026-10-20T10:00:00Z');
    const answered = await submit('2026-10-21T10:00:00Z');
    await as('planner', async () => {
      const em = product.get(EntityManager);
      const taken = await em.findOneOrFail(Statement, { number: withdrawn.number });
      taken.withdraw(new Date());
      const { id } = await em.findOneOrFail(Statement, { number: answered.number });
      const answer = { outcome: 'followed' as const, text: 'Ja', decidedOn: '2026-11-01', body: 'Rat' };
      await product.get(AnswerService).publish(id, answer);
    });
  });

  test('count by the day of Berlin, over the end of summer time, without what was withdrawn', async () => {
    expect(rowsOf(await counts(), 'days')).toEqual([
      ['21.10.2026', 1],
      ['24.10.2026', 1],
      ['25.10.2026', 2],
      ['26.10.2026', 2],
      ['27.10.2026', 1],
    ]);
  });

  test('tell in time from late, ways, outcomes and places', async () => {
    const counted = await counts();
    expect(rowsOf(counted, 'timeliness')).toEqual([
      ['fristgerecht', 6],
      ['nach Ablauf der Frist', 1],
    ]);
    expect(rowsOf(counted, 'channels')).toEqual([['über das Portal', 7]]);
    expect(rowsOf(counted, 'outcomes')).toEqual([
      ['noch ohne Antwort', 6],
      ['gefolgt', 1],
      ['zurückgezogen', 1],
    ]);
    expect(rowsOf(counted, 'places')).toEqual([['Stelle bei 51.047, 12.139', 6]]);
    expect(rowsOf(counted, 'paragraphs')).toEqual([]);
  });

  test('are for those who read what comes in, in this town or this procedure', async () => {
    for (const role of ['town-admin', 'planner', 'clerk', 'moderator', 'paper-entry', 'reader'])
      expect((await counts(role)).charts).toHaveLength(6);
    expect(await codeOf(counts('editor'))).toBe('procedure.not-found');
    expect(await codeOf(counts('citizen'))).toBe('canWorkAtDesk.forbidden');
    expect(await codeOf(counts('planner', other))).toBe('procedure.not-found');
    expect(await codeOf(file('days.csv', 'editor'))).toBe('procedure.not-found');
  });

  test('come as a table that no spreadsheet takes for a formula', async () => {
    const text = (await file('days.csv')).toString();
    expect(text.startsWith('\uFEFFStellungnahmen je Tag;Anzahl\r\n21.10.2026;1\r\n')).toBe(true);
    const { csv } = await import('../src/platform/csv.js');
    expect(csv([['=1+1', '-2', '+3', '@a', 'ein; "Wort"', 4]])).toBe(
      `\uFEFF'=1+1;'-2;'+3;'@a;"ein; ""Wort""";4\r\n`,
    );
  });

  test('come as a picture with ink on white', async () => {
    const { width, height, format } = await sharp(await file('days.png')).metadata();
    expect(format).toBe('png');
    expect(width).toBeGreaterThan(1000);
    expect(height).toBeGreaterThan(400);
    const { dominant } = await sharp(await file('outcomes.png')).stats();
    expect(dominant.r).toBeGreaterThan(240);
  });

  test('come as a report with town, procedure and every picture', async () => {
    const bytes = new Uint8Array(await file('report.pdf'));
    const document = await getDocument({ data: bytes }).promise;
    let words = '';
    for (let page = 1; page <= document.numPages; page += 1) {
      const { items } = await (await document.getPage(page)).getTextContent();
      words += items.map((item) => ('str' in item ? item.str : '')).join(' ');
    }
    for (const part of [
      'Stadt Musterstadt',
      'Elsterterrassen',
      'Stellungnahmen je Tag',
      'Fristende 26.10.2026',
      'zurückgezogen',
    ])
      expect(words).toContain(part);
  });

  test('leave a line in the log when they are taken out; an unknown file is missing', async () => {
    const entries = await as('planner', () =>
      product.get(EntityManager).find(JournalEntry, { action: 'statistics.exported' }),
    );
    expect(entries.map(({ after }) => after!.file).sort()).toEqual([
      'days.csv',
      'days.png',
      'outcomes.png',
      'report.pdf',
    ]);
    for (const name of ['days.exe', 'nothing.csv', '../x.csv'])
      expect(await codeOf(file(name))).toBe('file.not-found');
  });

  test.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [7, [0, 2, 4, 6, 8]],
    [99, [0, 20, 40, 60, 80, 100]],
  ])('have round marks up to %i', (most, marks) => expect(ticksTo(most)).toEqual(marks));
});
