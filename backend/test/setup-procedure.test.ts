import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';

import { AccountService } from '../src/account/account.service.js';
import { clock } from '../src/platform/clock.js';
import type { Actor } from '../src/platform/current.js';
import { allDue } from '../src/platform/due.js';
import type { Problem } from '../src/platform/problem.js';
import { DocumentService } from '../src/plan/document.service.js';
import { PlanService } from '../src/plan/plan.service.js';
import { PublicationService } from '../src/plan/publication.service.js';
import { ReadinessService } from '../src/plan/readiness.service.js';
import { pdf } from '../src/platform/pdf.js';
import { startOfDay } from '../src/procedure/calendar.js';
import { proposedNotice } from '../src/procedure/notice.js';
import { ProcedureService } from '../src/procedure/procedure.service.js';
import { RunService } from '../src/procedure/run.service.js';
import { SetupService } from '../src/procedure/setup.service.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { startWorker, type Worker } from '../src/worker.js';
import { anActor, testApp } from './app.js';
import { aProcedure, aTown, inDays } from './builders.js';

describe('setting up a procedure', () => {
  const product = testApp();
  let town: TenantRef;
  let other: TenantRef;
  let planner: Actor;
  let worker: Worker;

  beforeAll(async () => {
    [town, other] = [await aTown(product, { slug: 'zeitz' }), await aTown(product, { slug: 'stendal' })];
    const account = await product.as({}, () =>
      product.get(AccountService).meet({
        subject: 'petzold',
        name: 'Jonas Petzold',
        mail: null,
        assurance: 'email',
        assuranceSource: 'employer',
      }),
    );
    planner = { ...anActor('planner'), accountId: account.id, authenticatedAt: clock.now() };
    worker = await startWorker(product.app);
  });
  afterAll(() => worker?.stop());
  afterEach(() => clock.set(null));

  const as = <T>(actor: Actor, work: () => Promise<T>, place = town): Promise<T> =>
    product.as({ tenantId: place.id, tenantSlug: place.slug, actor }, work);
  const fresh = (): Actor => ({ ...planner, authenticatedAt: clock.now() });
  const setup = () => product.get(SetupService);
  const publish = (slug: string, wish: { at?: Date; reason?: string } = {}, actor = fresh()) =>
    as(actor, () =>
      product.get(PublicationService).publish(slug, { at: wish.at ?? null, reason: wish.reason ?? '' }),
    );
  const problemOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (problem: Problem) => problem.extensions,
    );
  const find = (slug: string) => as(planner, () => product.get(ProcedureService).find(slug));
  const begin = (title: string, lawProfile: 'informal' | 'baugb-3-2' | 'baugb-3-1' = 'informal') =>
    as(planner, () => setup().begin({ title, lawProfile, kind: 'bebauungsplan' }));
  const told = { teaser: 'Neue Wohnungen.', summary: 'Am Fluss sollen Wohnungen entstehen.' };

  test('reserves an address made from the title, and proposes period, contact and ways', async () => {
    const first = await begin('Bebauungsplan Nr. 31 „Große Straße“', 'baugb-3-2');
    expect(first).toMatchObject({ slug: 'bebauungsplan-nr-31-grosse-strasse' });
    expect(first.publishedAt ?? null).toBeNull();
    expect(first.contact.name).toBe('Karin Probe');
    expect(first.phases.map(({ kind }) => kind)).toEqual(['display', 'weighing']);
    expect((await begin('Bebauungsplan Nr. 31: Große Straße')).slug).toBe(
      'bebauungsplan-nr-31-grosse-strasse-2',
    );
    const taken = as(planner, () =>
      setup().change('bebauungsplan-nr-31-grosse-strasse-2', { address: first.slug }),
    );
    expect(await problemOf(taken)).toEqual({
      code: 'input.invalid',
      fields: { address: 'procedure.slug-taken' },
    });
  });

  test('is for who may edit: in the town, or in this one procedure; no other town knows of it', async () => {
    const { id, slug } = await begin('Nur für Befugte');
    const change = (actor: Actor, place = town) =>
      problemOf(as(actor, () => setup().change(slug, told), place)).then((problem) => problem?.code ?? 'ok');
    for (const role of ['town-admin', 'planner', 'clerk', 'editor'])
      expect(await change(anActor(role))).toBe('ok');
    for (const role of ['moderator', 'paper-entry', 'reader'])
      expect(await change(anActor(role))).toBe('canEditProcedure.forbidden');
    expect(await change(anActor())).toBe('canEditProcedure.forbidden');
    expect(await change({ ...anActor(), rolesIn: { [id]: ['planner'] } })).toBe('ok');
    const elsewhere = { ...anActor(), rolesIn: { [crypto.randomUUID()]: ['planner'] } };
    expect(await change(elsewhere)).toBe('canEditProcedure.forbidden');
    expect(await change(anActor('town-admin'), other)).toBe('procedure.not-found');
    const inOneOnly = as({ ...anActor(), rolesIn: { [id]: ['planner'] } }, () =>
      setup().begin({ title: 'Ein neues', lawProfile: 'informal', kind: 'konzept' }),
    );
    expect((await problemOf(inOneOnly))?.code).toBe('canEditProcedure.forbidden');
  });

  test('says what the law asks of a formal publication, and does not publish before it is there', async () => {
    const { slug } = await begin('Förmlich', 'baugb-3-2');
    const refused = await problemOf(publish(slug));
    expect(refused!.code).toBe('procedure.not-ready');
    expect(Object.keys(refused!.fields).sort()).toEqual([
      'requirement.document-environmental-report',
      'requirement.document-plan-drawing',
      'requirement.document-reasons',
      'requirement.notice',
      'requirement.other-access',
      'requirement.summary',
      'requirement.teaser',
    ]);
    await as(planner, () => setup().change(slug, { ...told, otherAccess: 'Rathaus, Zimmer 214' }));
    const procedure = await find(slug);
    await as(planner, async () => {
      const facts = await product.get(ReadinessService).factsOf(procedure);
      await setup().change(slug, { notice: proposedNotice(procedure, facts) });
      const content = await pdf('Plan', [{ text: 'Plan' }]);
      for (const kind of ['plan-drawing', 'reasons', 'environmental-report'] as const) {
        const document = { key: kind, title: kind, kind, language: 'de', content };
        await product.get(DocumentService).add(procedure.id, document);
      }
    });
    const open = await as(planner, async () =>
      product.get(ReadinessService).of(await product.get(ProcedureService).find(slug)),
    );
    expect(open.filter(({ state }) => state === 'missing')).toEqual([]);
    const published = await publish(slug);
    expect(published.publishedAt).not.toBeNull();
    expect(published.override ?? null).toBeNull();
    const plan = await as(planner, () => product.get(PlanService).forPublication(procedure.id));
    expect(plan.documents.find(({ kind }) => kind === 'notice')!.text).toContain('unberücksichtigt');
  }, 20_000);

  test('a notice that leaves out a hint lacks it by its paragraph', async () => {
    const { slug } = await begin('Mit Lücke', 'baugb-3-2');
    await as(planner, () => setup().change(slug, { ...told, otherAccess: 'Rathaus, Zimmer 214' }));
    await as(planner, async () => {
      const procedure = await product.get(ProcedureService).find(slug);
      const facts = await product.get(ReadinessService).factsOf(procedure);
      const notice = proposedNotice(procedure, facts)
        .split('\n')
        .filter((line) => !line.includes('unberücksichtigt'));
      await setup().change(slug, { notice: notice.join('\n') });
      const open = await product.get(ReadinessService).of(procedure);
      const notices = open.filter(({ code }) => code.startsWith('requirement.notice-'));
      expect(notices.filter(({ state }) => state === 'missing')).toEqual([
        expect.objectContaining({
          code: 'requirement.notice-late',
          paragraph: '§ 3 Abs. 2 Satz 4 Nr. 3 BauGB',
        }),
      ]);
    });
  });

  test('is published in spite of what is missing only by a named person with a reason', async () => {
    const { slug } = await begin('Trotzdem', 'baugb-3-2');
    const published = await publish(slug, { reason: 'Verfahren nach § 13a BauGB ohne Umweltbericht.' });
    expect(published.override).toMatchObject({
      name: 'Jonas Petzold',
      reason: 'Verfahren nach § 13a BauGB ohne Umweltbericht.',
    });
    expect(published.override!.missing).toContain('requirement.document-environmental-report');
  });

  test('asks for a fresh sign-in, and for the role that answers for it', async () => {
    const { slug } = await begin('Frisch');
    await as(planner, () => setup().change(slug, told));
    const stale = { ...planner, authenticatedAt: new Date(Date.now() - 11 * 60_000) };
    expect((await problemOf(publish(slug, {}, stale)))?.code).toBe('sign-in.not-fresh');
    const clerk = { ...anActor('clerk'), authenticatedAt: clock.now() };
    expect((await problemOf(publish(slug, {}, clerk)))?.code).toBe('canPublishProcedure.forbidden');
    expect(await problemOf(publish(slug))).toBeNull();
    expect((await problemOf(publish(slug)))?.code).toBe('procedure.already-public');
    const late = as(planner, () => setup().change(slug, { address: 'woanders' }));
    expect((await problemOf(late))?.code).toBe('procedure.already-public');
  });

  test('becomes public by itself at the second, in the name of who planned it; not when it was taken back', async () => {
    const [planned, cancelled] = [await begin('Geplant'), await begin('Zurückgenommen')];
    for (const { slug } of [planned, cancelled]) await as(planner, () => setup().change(slug, told));
    const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000);
    for (const { slug } of [planned, cancelled]) await publish(slug, { at });
    await as(fresh(), () => product.get(PublicationService).cancel(cancelled.slug));

    clock.set(new Date(at.getTime() - 1_000));
    await worker.settle();
    expect((await find(planned.slug)).publishedAt ?? null).toBeNull();
    clock.set(at);
    await worker.settle();
    expect(await find(planned.slug)).toMatchObject({ publishedAt: at, publishedBy: planner.accountId });
    expect((await find(cancelled.slug)).publishedAt ?? null).toBeNull();
  });

  test('is copied with its words, not with its days', async () => {
    const from = await aProcedure(product, town, { slug: 'vorlage', title: 'Vorlage' });
    const copy = await as(planner, () => setup().copy('vorlage', 'Das nächste'));
    expect(copy).toMatchObject({ slug: 'das-naechste', teaser: from.teaser, summary: from.summary });
    expect(copy.publishedAt ?? null).toBeNull();
    expect(copy.phases[0]!.firstDay > inDays(10)).toBe(true);
  });

  test('a draft is due before its first day', async () => {
    const due = await as(anActor('planner'), () => allDue());
    expect(due.find(({ scope }) => scope?.slug === 'nur-fuer-befugte')).toMatchObject({
      kind: 'procedure.to-publish',
      dueAt: expect.any(Date) as unknown,
    });
    expect((await as(anActor('reader'), () => allDue())).map(({ kind }) => kind)).not.toContain(
      'procedure.to-publish',
    );
  });

  describe('a period that runs', () => {
    const run = () => product.get(RunService);
    const display = (from: number, to: number) => ({
      phases: [
        {
          kind: 'display' as const,
          title: '',
          lawProfile: 'baugb-3-2',
          firstDay: inDays(from),
          lastDay: inDays(to),
        },
        {
          kind: 'weighing' as const,
          title: '',
          lawProfile: 'baugb-3-2',
          firstDay: inDays(to + 1),
          lastDay: null,
        },
      ],
    });

    test('ends later with a reason that the public sees; what follows begins after it', async () => {
      await aProcedure(product, town, { slug: 'laenger', ...display(-10, 22) });
      const short = as(planner, () => run().extend('laenger', { lastDay: inDays(20), reason: 'Kürzer' }));
      expect((await problemOf(short))?.fields).toEqual({ lastDay: 'period.not-later' });
      const longer = await as(planner, () =>
        run().extend('laenger', { lastDay: inDays(30), reason: 'Ferien' }),
      );
      expect(longer.phases[0]).toMatchObject({
        lastDay: inDays(30),
        extension: { formerLastDay: inDays(22), reason: 'Ferien' },
      });
      expect(longer.phases[1]!.firstDay).toBe(inDays(31));
      expect(longer.log.at(-1)!.text).toContain('Ferien');
    });

    test('is over to the second, and then is not extended any more', async () => {
      const { phases } = await aProcedure(product, town, { slug: 'punktgenau', ...display(-32, 1) });
      const end = phases[0]!.endsAt!;
      const extend = () =>
        problemOf(as(planner, () => run().extend('punktgenau', { lastDay: inDays(9), reason: 'Später' })));
      clock.set(end);
      expect((await extend())?.code).toBe('procedure.not-running');
      clock.set(new Date(end.getTime() - 1));
      expect(await extend()).toBeNull();
    });

    test('has no end while it is interrupted, and begins anew in full', async () => {
      await aProcedure(product, town, { slug: 'gestoert', ...display(-10, 22) });
      const stopped = await as(planner, () => run().interrupt('gestoert', 'Unterlagen nicht erreichbar'));
      expect(stopped.phases[0]!.endsAt).toBeNull();
      expect((await find('gestoert')).participationAt(startOfDay(inDays(60)))!.endsAt).toBeNull();
      const resume = (days: number) =>
        as(planner, () => run().resume('gestoert', { lastDay: inDays(days), reason: 'Wieder da' }));
      expect((await problemOf(resume(20)))?.fields).toEqual({ lastDay: 'period.too-short' });
      const anew = await resume(40);
      expect(anew.phases[0]).toMatchObject({ lastDay: inDays(40), interruption: null });
      expect(anew.phases[0]!.extension).toMatchObject({ formerLastDay: inDays(22) });
    });

    test.each(['clerk', 'editor', 'reader'])('is not changed by the role %s', async (role) => {
      const work = as(anActor(role), () => run().interrupt('laenger', 'Darf ich nicht'));
      expect((await problemOf(work))?.code).toBe('canPublishProcedure.forbidden');
    });
  });
});
