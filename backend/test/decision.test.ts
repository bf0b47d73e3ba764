import { EntityManager } from '@mikro-orm/core';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PDFDocument } from 'pdf-lib';
import { clock } from '../src/platform/clock.js';
import { allDue } from '../src/platform/due.js';
import { Files } from '../src/platform/files.js';
import { JournalEntry } from '../src/platform/journal.entity.js';
import { ResultQueries } from '../src/portal/result.queries.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { StatementService } from '../src/statement/statement.service.js';
import { verifyInstallation } from '../src/verify.js';
import { DecisionService } from '../src/weighing/decision.service.js';
import { LetterRun } from '../src/weighing/dispatch.entity.js';
import { DispatchService } from '../src/weighing/dispatch.service.js';
import { LetterService } from '../src/weighing/letter.service.js';
import { OutgoingService } from '../src/weighing/outgoing.service.js';
import { ProcedureWeighingService } from '../src/weighing/procedure-weighing.service.js';
import { RecommendationService } from '../src/weighing/recommendation.service.js';
import { UnansweredService } from '../src/weighing/unanswered.service.js';
import { aProcedure, inDays } from './builders.js';
import { superuser } from './database.js';
import { byMail, byName, byPost, codeOf, weighingWorld } from './weighing-world.js';

const { product, world, as, asIn, submit, recommend, open, decide, results } = weighingWorld();

describe('a decision', () => {
  let plan: Procedure;
  let numbers: string[];
  const opened = (number: string) => as('planner', StatementService, (statements) => statements.own(number));
  const list = (reason: string | null = null) =>
    as('clerk', UnansweredService, (service) => service.list(plan.slug, reason));

  beforeAll(async () => {
    plan = await aProcedure(product, world.town, { slug: 'beschluss', title: 'Uferweg' });
    numbers = [
      await submit({ author: byMail('anna@mail.example') }, plan),
      await submit({ author: byPost('Bernd Brand') }, plan),
      await submit({ text: 'Kein Parkplatz. Mehr Bänke.', author: byPost('Carla Cramer') }, plan),
      await submit({ author: byName('Dora Damm') }, plan),
      await submit({}, plan),
    ];
    for (const number of [0, 1, 3].map((index) => numbers[index]!)) await recommend(number);
    for (const [quote, outcome] of [
      ['Kein Parkplatz.', 'followed'],
      ['Mehr Bänke.', 'not-followed'],
    ] as const) {
      const section = await as('clerk', RecommendationService, (service) => service.mark(numbers[2]!, quote));
      await recommend(numbers[2]!, { outcome, text: `Zu ${outcome}.` }, section.id);
    }
  });

  test('is entered by who may, for a day that has come, about something that is ready', async () => {
    expect(await codeOf(decide(plan.slug, [], 'clerk'))).toBe('canDecide.forbidden');
    expect(await codeOf(decide(plan.slug, [], ''))).toBe('procedure.not-found');
    const tomorrow = { decidedOn: inDays(1), body: 'Stadtrat' };
    const early = as('planner', DecisionService, (service) => service.take(plan.slug, tomorrow, []));
    expect(await codeOf(early)).toBe('input.invalid decision.in-future');
    expect(await codeOf(decide(plan.slug, numbers))).toBe('decision.nothing-ready');
    expect((await list()).total).toBe(5);
    const due = await as('planner', DispatchService, () => allDue());
    expect(due).toContainEqual(
      expect.objectContaining({
        kind: 'recommendation.to-decide',
        count: 4,
        scope: { slug: plan.slug, title: 'Uferweg' },
      }),
    );
  });

  test('answers all that is ready at once but for the exceptions, which are decided one by one', async () => {
    await world.worker.settle();
    world.office.refuses = true;
    expect(await decide(plan.slug, [numbers[3]!])).toBe(3);
    const view = await open(numbers[3]!);
    const parts = [
      { sectionId: view.sections[0]!.id, outcome: 'noted' as const, text: 'Anders entschieden.' },
    ];
    await as('planner', DecisionService, (service) =>
      service.takeOne(numbers[3]!, { decidedOn: inDays(0), body: 'Stadtrat', parts }),
    );
    const {
      decided,
      decisions,
      open: left,
    } = await as('reader', ProcedureWeighingService, (service) => service.open(plan.slug));
    expect([decided, left]).toEqual([4, 1]);
    expect(decisions.map(({ count }) => count)).toEqual([1, 3]);
    expect(await codeOf(recommend(numbers[0]!, { after: 1 }))).toBe('statement.already-decided');
    await world.worker.settle();
  });

  test('is in the register, and what was decided cannot be changed unseen', async () => {
    const { findings, owners } = await verifyInstallation(product.app);
    expect(findings).toEqual([]);
    expect(owners).toBeGreaterThan(5);
  });

  test('whose mail fails is seen, tried again, and arrives', async () => {
    expect((await list('mail-failed')).lines).toMatchObject([
      { number: numbers[0], reason: 'mail-failed', mailError: expect.stringContaining('550') },
    ]);
    const seenByPlanner = await as('planner', UnansweredService, (service) => service.list(plan.slug, null));
    expect(seenByPlanner.lines.every(({ mailError }) => mailError === null)).toBe(true);
    const due = await as('clerk', DispatchService, () => allDue());
    expect(due.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['answer.mail-failed', 'letter.to-make']),
    );
    world.office.refuses = false;
    await as('clerk', DispatchService, (service) => service.mailAgain(numbers[0]!));
    const letter = results().at(-1)!;
    expect(letter.to).toEqual(['anna@mail.example']);
    expect(letter.text).toContain('Der Weg bleibt offen.');
    expect(letter.text).toContain(`/quittung/${(await opened(numbers[0]!)).number}/`);
    await as('clerk', DispatchService, (service) => service.mailAgain(numbers[0]!));
    expect(results()).toHaveLength(1);
  });

  test('goes out as letters: made in one run, seen in the list until somebody posted them', async () => {
    expect((await list()).reasons.map(({ reason, count }) => [reason, count])).toEqual([
      ['letter-to-make', 2],
      ['open', 1],
    ]);
    const start = (role: string) => as(role, OutgoingService, (service) => service.start(plan.slug));
    expect(await codeOf(start('planner'))).toBe('canSendAnswers.forbidden');
    const run = await start('clerk');
    expect(await codeOf(start('clerk'))).toBe('letter.nothing-waits');
    await world.worker.settle();

    const letters = await as('clerk', OutgoingService, (service) => service.letters(plan.slug));
    expect(letters).toMatchObject({
      waiting: 0,
      toPost: 2,
      runs: [{ id: run, total: 2, done: 2, postedOn: null }],
    });
    const { fileKey } = await as('clerk', EntityManager, (em) => em.findOneOrFail(LetterRun, { id: run }));
    const bytes = Buffer.concat((await product.get(Files).read(fileKey!).toArray()) as Buffer[]);
    expect((await PDFDocument.load(bytes)).getPageCount()).toBe(2);

    const post = (role: string, place = world.town) =>
      asIn(place)(role, OutgoingService, (service) => service.posted(run, inDays(0)));
    expect(await codeOf(post('planner'))).toBe('letter-run.not-found');
    expect(await codeOf(post('clerk', world.other))).toBe('letter-run.not-found');
    await post('clerk');
    expect((await list()).lines.map(({ number }) => number)).toEqual([numbers[4]]);
    const one = await as('clerk', DispatchService, (service) => service.letter(numbers[1]!));
    expect(one.subarray(0, 4).toString()).toBe('%PDF');
    expect(await codeOf(as('planner', DispatchService, (service) => service.letter(numbers[1]!)))).toBe(
      'statement.not-found',
    );
  });

  test('has its file of letters for ninety days, and each letter after that too', async () => {
    const letters = () => as('clerk', OutgoingService, (service) => service.letters(plan.slug));
    const { id, finishedAt } = (await letters()).runs[0]!;
    const read = () => as('clerk', LetterService, (service) => service.read(id));
    const sweepAfter = async (days: number) => {
      clock.set(new Date(Date.parse(finishedAt!) + days * 86_400_000));
      await as('clerk', LetterService, (service) => service.sweep());
      clock.set(null);
    };
    await sweepAfter(89);
    (await read()).destroy();
    await sweepAfter(90);
    expect(await codeOf(read())).toBe('letter-run.not-found');
    expect((await letters()).runs[0]).toMatchObject({ id, size: null, finishedAt });
    const one = await as('clerk', DispatchService, (service) => service.letter(numbers[1]!));
    expect(one.subarray(0, 4).toString()).toBe('%PDF');
  });

  test('leaves its lines in the log, without the names of senders', async () => {
    const entries = await as('reader', EntityManager, (em) => em.find(JournalEntry, { scopeId: plan.id }));
    const actions = entries.map(({ action }) => action);
    for (const action of ['recommendation.ready', 'section.marked', 'decision.taken', 'answer.published'])
      expect(actions).toContain(action);
    for (const action of ['letter.made', 'letter.posted', 'answer.mailed-again'])
      expect(actions).toContain(action);
    expect(JSON.stringify(entries)).not.toMatch(/Brand|Cramer|Ufer 3|mail\.example/);
  });
});

describe('more than 50 people who say the same', () => {
  const SAME =
    'Der Rodelhang am Knittelholz muss für die Kinder der Stadt erhalten bleiben, das fordern wir.';
  const inspection = { topic: 'Rodelhang', place: 'Rathaus, Zimmer 214', hours: 'Mo–Fr 9–12 Uhr' };
  const groups = (slug: string) => as('planner', UnansweredService, (service) => service.groups(slug));
  const announce = (slug: string, sample: string, role = 'planner') =>
    as(role, UnansweredService, (service) => service.announce(slug, { sample, ...inspection }));

  test('may be told by inspection, 50 may not (§ 3 (2) s. 7 BauGB)', async () => {
    const plan = await aProcedure(product, world.town, { slug: 'rodelhang' });
    const numbers: string[] = [];
    for (let index = 0; index < 50; index += 1) {
      const email = `kind${index}@mail.example`;
      numbers.push(await submit({ text: `${SAME}${index % 2 ? ' ' : '!'}`, author: byMail(email) }, plan));
    }
    expect(await groups(plan.slug)).toEqual([]);
    expect(await codeOf(announce(plan.slug, numbers[0]!))).toBe('inspection.too-few');
    numbers.push(await submit({ text: `${SAME} Danke.`, author: byMail('kind50@mail.example') }, plan));
    await submit({ text: 'Etwas ganz anderes steht hier.' }, plan);
    expect(await groups(plan.slug)).toMatchObject([{ count: 51, isAnnounced: false }]);
    expect(await codeOf(announce(plan.slug, numbers[0]!, 'reader'))).toBe('canDecide.forbidden');
    await announce(plan.slug, numbers[0]!);

    for (const number of numbers) await recommend(number);
    const before = results().length;
    await decide(plan.slug);
    await world.worker.settle();
    expect(results().length).toBe(before);
    expect(await groups(plan.slug)).toMatchObject([{ isAnnounced: true }]);
    expect((await as('planner', UnansweredService, (service) => service.list(plan.slug, null))).total).toBe(
      1,
    );
    const { inspections } = await product.visit({ tenantId: world.town.id }, () =>
      product.get(ResultQueries).result({ procedure: plan.slug, page: 1 }),
    );
    expect(inspections).toMatchObject([{ ...inspection, persons: 51 }]);
  });
});

test('the list of those without an answer leads on, however many they are', async () => {
  const plan = await aProcedure(product, world.town, { slug: 'sternwarte' });
  const numbers: string[] = [];
  for (let index = 0; index < 101; index += 1) numbers.push(await submit({}, plan));
  const page = (after: string | null) =>
    as('planner', UnansweredService, (service) => service.list(plan.slug, null, after));
  const first = await page(null);
  const second = await page(first.next);
  expect([first.lines.length, first.total, second.next]).toEqual([100, 101, null]);
  expect([...first.lines, ...second.lines].map(({ number }) => number)).toEqual(numbers);
});

test('a decision is about what stands in its list: five hundred, then the next ones', async () => {
  const plan = await aProcedure(product, world.town, { slug: 'stadtpark' });
  const first = await submit({}, plan);
  await recommend(first);
  const owner = await superuser();
  // As many again as one, each with its section and its recommendation; arrived in this order.
  await owner.query(
    `with many as (
       select n, gen_random_uuid() as statement_id, gen_random_uuid() as section_id from generate_series(1, 501) n),
     statements as (insert into statement select (jsonb_populate_record(one, jsonb_build_object('id', statement_id,
       'number', 'TEST' || n, 'register_entry_id', gen_random_uuid(),
       'received_at', one.received_at + n * interval '1 second'))).* from statement one, many
       where one.procedure_id = $1),
     sections as (insert into section select (jsonb_populate_record(s, jsonb_build_object('id', section_id,
       'statement_id', many.statement_id))).* from section s, many where s.procedure_id = $1)
     insert into recommendation select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(),
       'section_id', many.section_id, 'statement_id', many.statement_id))).* from recommendation r, many
     where r.procedure_id = $1`,
    [plan.id],
  );
  const shown = () => as('planner', ProcedureWeighingService, (service) => service.open(plan.slug));
  const { lines, ready } = await shown();
  expect([ready, lines.length, lines[0]!.number]).toEqual([502, 500, first]);
  expect(await decide(plan.slug, [first])).toBe(499);
  expect((await shown()).lines.map(({ number }) => number)).toEqual([first, 'TEST500', 'TEST501']);
});
