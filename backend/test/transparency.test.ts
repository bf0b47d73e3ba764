import { EntityManager } from '@mikro-orm/core';
import { describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { AppealService } from '../src/moderation/appeal.service.js';
import { DecidingService } from '../src/moderation/deciding.service.js';
import { Appeal, Report } from '../src/moderation/report.entity.js';
import type { VoiceDecisionInput } from '../src/moderation/report.graphql.js';
import { ReportService } from '../src/moderation/report.service.js';
import { VoiceDecision } from '../src/moderation/voice-decision.entity.js';
import { clock } from '../src/platform/clock.js';
import { commaCsv } from '../src/platform/csv.js';
import { ANONYMOUS, current } from '../src/platform/current.js';
import { Projector } from '../src/portal/projector.js';
import { TransparencyProjector } from '../src/portal/transparency.projector.js';
import { TransparencyQueries } from '../src/portal/transparency.queries.js';
import { localDate } from '../src/procedure/calendar.js';
import { anActor, aVisit } from './app.js';
import { superuser } from './database.js';
import { codeOf, dialogueWorld } from './dialogue-world.js';
import { aContribution } from './dialogues.js';

describe('the transparency report', () => {
  const { it, product, as, send } = dialogueWorld();

  const said = async (email: string | null = null) => {
    const input = aContribution(it, email ? { email } : {});
    return { ...(await send(input)), id: input.id };
  };
  const report = async (subject: string, ground: 'insult' | 'advertising') => {
    const id = randomUUID();
    const made = { id, kind: 'contribution', subject, ground, text: 'Das gehört nicht hierher.' } as const;
    await as(ANONYMOUS, ReportService, (service) => service.report(made));
    return id;
  };
  const decide = (id: string, more: Partial<VoiceDecisionInput> = {}) =>
    as(anActor('moderator'), DecidingService, (service) =>
      service.decide({
        ...{ kind: 'contribution', id, decision: 'hidden', reason: 'Beleidigung.' },
        ...{ basis: 'rules', provision: 'Sachlich bleiben', ...more },
      }),
    );
  const project = (work: (projector: TransparencyProjector) => Promise<void>) =>
    as(ANONYMOUS, TransparencyProjector, work);
  /** As the worker does after each event. */
  const counted = async () => {
    const all = <T extends object>(entity: abstract new () => T) =>
      as(ANONYMOUS, EntityManager, (em) => em.find(entity as never, {})) as unknown as Promise<
        { id: string }[]
      >;
    for (const { id } of await all(Report)) await project((projector) => projector.notice(id));
    for (const { id } of await all(VoiceDecision)) await project((projector) => projector.restriction(id));
    for (const { id } of await all(Appeal)) await project((projector) => projector.complaint(id));
    await project((projector) => projector.said());
  };
  const today = () => localDate(clock.now());
  const figures = async (from = today(), to = today()) => {
    const found = await as(ANONYMOUS, TransparencyQueries, (queries) => queries.report(from, to));
    return Object.fromEntries(found.figures.map(({ key, value }) => [key, value]));
  };

  test('of a period in which nothing happened has a nought in every line', async () => {
    const empty = await figures('2001-01-01', '2001-12-31');
    expect(empty['notices.total']).toBe(0);
    expect(empty['notices.median']).toBeNull();
    expect(Object.values(empty).every((value) => !value)).toBe(true);
  });

  test('counts notices, own decisions, reasons and complaints by ground, action, basis and outcome', async () => {
    const before = await figures();
    const [kept, hidden, own, redacted] = [
      await said(),
      await said('anna@mail.example'),
      await said(),
      await said(),
    ];
    await report(kept.id, 'advertising');
    await report(hidden.id, 'insult');
    await report(hidden.id, 'insult');
    const open = await report((await said()).id, 'insult');
    await decide(kept.id, { decision: 'kept' });
    await decide(hidden.id, { basis: 'illegal', provision: '§ 185 StGB (Beleidigung)' });
    await decide(own.id);
    await decide(redacted.id, { decision: 'redacted', redacted: '[…]' });
    await as(ANONYMOUS, AppealService, (service) => service.byAuthor(own.number, own.code, 'Warum?'));
    const appeal = await as(ANONYMOUS, EntityManager, (em) =>
      em.findOneOrFail(Appeal, { subjectId: own.id }),
    );
    await as(anActor('planner'), AppealService, (service) =>
      service.decide({ id: appeal.id, outcome: 'shown', answer: 'Sie haben recht.' }),
    );
    await counted();
    const after = await figures();
    const more = Object.fromEntries(
      Object.entries(after).map(([key, value]) => [key, (value ?? 0) - (before[key] ?? 0)]),
    );
    expect(more).toMatchObject({
      ...{ 'notices.total': 4, 'notices.ground-insult': 3, 'notices.ground-advertising': 1 },
      ...{ 'notices.action-hidden': 2, 'notices.action-kept': 1, 'notices.action-open': 1 },
      ...{ 'notices.basis-illegal': 2, 'notices.basis-rules': 0 },
      ...{ 'own.total': 2, 'own.hidden': 1, 'own.redacted': 1, 'own.basis-rules': 2 },
      ...{ 'reasons.total': 3, 'reasons.basis-illegal': 1, 'reasons.basis-rules': 2 },
      ...{ 'complaints.total': 1, 'complaints.party-author': 1, 'complaints.outcome-reversed': 1 },
      ...{ 'suspensions.total': 0, 'disputes.total': 0, 'automated.decisions': 0, 'base.contributions': 5 },
    });
    expect(after['notices.median']).toBe(0);
    await counted();
    expect(await figures()).toEqual(after);
    const database = await superuser();
    const { rows } = await database.query('select * from pub.moderation_fact where id = $1', [open]);
    await database.end();
    expect(Object.keys(rows[0]!).toSorted()).toEqual(
      'action,basis,day,ground,id,is_mailed,is_own,kind,minutes,party,tenant_id'.split(','),
    );
  });

  test('of the Land adds all towns up and tells them apart', async () => {
    await report((await said()).id, 'insult');
    await counted();
    await as(ANONYMOUS, Projector, (projector) => projector.projectTenant());
    const town = await figures();
    const land = await current.run(aVisit(), () => product.get(TransparencyQueries).report(today(), today()));
    const total = land.figures.find(({ key }) => key === 'notices.total')!.value!;
    expect(total).toBeGreaterThanOrEqual(town['notices.total']!);
    expect(land.towns.reduce((sum, { notices }) => sum + notices, 0)).toBeLessThanOrEqual(total);
  });

  test.each([
    ['2026-02-30', '2026-12-31', 'day.malformed'],
    ['2026-01-01', "1'; drop table pub.tenant; --", 'day.malformed'],
    ['2026-12-31', '2026-01-01', 'transparency.turned'],
  ])('from %s to %s is refused: %s', async (from, to, code) => {
    expect(await codeOf(figures(from, to))).toBe(code);
  });

  test('as a file is RFC 4180, and no cell is a formula', () => {
    expect(
      commaCsv([
        ['a', 1, 'b,"c"'],
        ['=1+1', -1, '@x'],
      ]),
    ).toBe('a,1,"b,""c"""\r\n\'=1+1,-1,\'@x\r\n');
  });
});
