import { describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { AppealService } from '../src/moderation/appeal.service.js';
import { ClaimsService } from '../src/moderation/claims.service.js';
import { DecidingService } from '../src/moderation/deciding.service.js';
import { QueueService } from '../src/moderation/queue.service.js';
import { Report } from '../src/moderation/report.entity.js';
import type { VoiceDecisionInput, ReportInput } from '../src/moderation/report.graphql.js';
import { ReportService } from '../src/moderation/report.service.js';
import { clock } from '../src/platform/clock.js';
import { ANONYMOUS, type Actor } from '../src/platform/current.js';
import { anActor } from './app.js';
import { superuser } from './database.js';
import { codeOf, dialogueWorld } from './dialogue-world.js';
import { aContribution } from './dialogues.js';
import { aPerson } from './matrix/columns.js';

describe('what people report', () => {
  const { it, product, as, project, send, kept, comment, read } = dialogueWorld();

  const report = (subject: string, more: Partial<ReportInput> = {}) =>
    as(ANONYMOUS, ReportService, (service) =>
      service.report({
        ...{ id: randomUUID(), kind: 'contribution', subject, ground: 'insult', text: 'Das beleidigt mich.' },
        ...more,
      }),
    );
  const decide = (id: string, more: Partial<VoiceDecisionInput> = {}, actor = anActor('moderator')) =>
    as(actor, DecidingService, (service) =>
      service.decide({
        ...{ kind: 'contribution', id, decision: 'hidden', reason: 'Beleidigung.' },
        ...{ basis: 'rules', provision: 'Sachlich bleiben', ...more },
      }),
    );
  const open = (number: string, code: string) =>
    as(ANONYMOUS, ReportService, (service) => service.open(number, code));
  const queue = (actor = anActor('moderator')) =>
    as(actor, QueueService, (service) => service.list(it.procedure.slug));
  const claim = (id: string, actor: Actor) =>
    as(actor, ClaimsService, (service) => service.claim('contribution', id));
  const said = async (more: object = {}) => {
    const input = aContribution(it, more);
    return { ...(await send(input)), id: input.id };
  };

  test('gets a receipt and an answer; one decision answers all reports of the same', async () => {
    const { id } = await said();
    const again = { id: randomUUID() };
    const first = await report(id, again);
    expect(await report(id, again)).toEqual(first);
    const second = await report(id, { ground: 'advertising', text: 'Das ist Werbung.' });
    expect(await open(first.number, first.code)).toMatchObject({ outcome: null, canAppeal: false });
    expect(await codeOf(open(first.number, second.code))).toBe('report.not-found');
    expect(await queue()).toMatchObject([{ id, reports: [{ ground: 'insult' }, { ground: 'advertising' }] }]);
    await decide(id);
    for (const { number, code } of [first, second])
      expect(await open(number, code)).toMatchObject({
        outcome: 'hidden',
        answer: 'Beleidigung.',
        canAppeal: false,
      });
    expect(await queue()).toEqual([]);
    expect(await codeOf(report(id))).toBe('contribution.not-found');
  });

  test.each([
    ['no words', { text: ' ' }, 'report.text-missing'],
    ['a NUL', { text: 'a\u0000' }, 'input.unreadable-letters'],
    ['a comment that is none', { kind: 'comment' as const }, 'comment.not-found'],
  ])('is refused with %s', async (_what, wrong, code) => {
    expect(await codeOf(report((await said()).id, wrong))).toBe(code);
  });

  test('is decided by who may, with a reason', async () => {
    const { id } = await said();
    await report(id);
    for (const actor of [ANONYMOUS, anActor(), anActor('reader'), anActor('clerk')])
      expect(await codeOf(decide(id, {}, actor))).toBe('canModerate.forbidden');
    expect(await codeOf(decide(id, { reason: ' ' }))).toBe('moderation.reason-missing');
    expect(await codeOf(decide(randomUUID()))).toBe('contribution.not-found');
    expect(await codeOf(queue(anActor('reader')))).toBe('canModerate.forbidden');
  });

  test('is worked on by one at a time, for ten minutes', async () => {
    const { id } = await said();
    await report(id);
    const [selin, omar] = await Promise.all(
      ['Selin', 'Omar'].map(async (name) => ({
        ...anActor('moderator'),
        accountId: (await aPerson(product, name)).id,
      })),
    );
    const both = await Promise.all([claim(id, selin!), claim(id, omar!)]);
    expect(both.filter(Boolean)).toHaveLength(1);
    const [winner, other] = both[0] ? [selin!, omar!] : [omar!, selin!];
    expect(await claim(id, winner)).toBe(true);
    expect((await queue(other))[0]!.claimedBy).toBe(both[0] ? 'Selin' : 'Omar');
    expect((await queue(winner))[0]!.claimedBy).toBeNull();
    expect(await codeOf(decide(id, {}, other))).toBe('moderation.claimed');
    clock.shift(10 * 60_000);
    try {
      expect(await claim(id, other)).toBe(true);
      expect(await codeOf(decide(id, {}, winner))).toBe('moderation.claimed');
      expect(await codeOf(decide(id, {}, other))).toBeNull();
    } finally {
      clock.shift(0);
    }
  });

  test('is redacted: other words are shown, the first ones are nowhere in public', async () => {
    const { id } = await said({ text: 'Rufen Sie Lumpazi unter 0172 555 an.' });
    await report(id, { ground: 'personal-data' });
    expect(await codeOf(decide(id, { decision: 'redacted', redacted: ' ' }))).toBe(
      'moderation.words-missing',
    );
    await decide(id, { decision: 'redacted', redacted: 'Rufen Sie […] an.', reason: 'Telefonnummer.' });
    await project((projector) => projector.contribution(id));
    expect((await read()).nodes).toMatchObject([
      { text: 'Rufen Sie […] an.', hiddenReason: 'Telefonnummer.' },
    ]);
    const database = await superuser();
    const { rows } = await database.query('select c::text from pub.contribution c where id = $1', [id]);
    await database.end();
    expect(JSON.stringify(rows)).not.toMatch(/lumpazi|0172/i);
  });

  test('can be appealed against by who reported, once; another person decides', async () => {
    const { id } = await said();
    const { number, code } = await report(id);
    const selin = anActor('moderator');
    await decide(id, { decision: 'kept', reason: 'Das ist eine Meinung.' }, selin);
    const appeal = (text: string) =>
      as(ANONYMOUS, ReportService, (service) => service.appeal(number, code, text));
    expect(await codeOf(appeal(' '))).toBe('report.text-missing');
    expect(await appeal('Doch, es beleidigt.')).toMatchObject({ canAppeal: false, appeal: { answer: null } });
    expect(await codeOf(appeal('Noch einmal.'))).toBe('appeal.not-possible');
    const [mine] = await queue(selin);
    expect(mine).toMatchObject({ id, appeal: { isByAuthor: false, canDecide: false } });
    const settle = (actor: Actor) =>
      as(actor, AppealService, (service) =>
        service.decide({
          ...{ id: mine!.appeal!.id, outcome: 'hidden', answer: 'Sie haben recht.' },
          ...{ basis: 'rules', provision: 'Sachlich bleiben' },
        }),
      );
    expect(await codeOf(settle(selin))).toBe('canDecideAppeal.forbidden');
    expect(await codeOf(settle(anActor('planner')))).toBeNull();
    expect(await open(number, code)).toMatchObject({ appeal: { answer: 'Sie haben recht.' } });
    await project((projector) => projector.contribution(id));
    expect((await read()).nodes).toMatchObject([{ text: null, hiddenReason: 'Sie haben recht.' }]);
    expect(await queue(selin)).toEqual([]);
  });

  test('can be appealed against by the author, with the code of the receipt, once', async () => {
    const { id, number, code } = await said();
    const appeal = (text: string, given = code) =>
      as(ANONYMOUS, AppealService, (service) => service.byAuthor(number, given, text));
    expect(await codeOf(appeal('Warum?'))).toBe('appeal.not-possible');
    await report(id);
    await decide(id);
    expect(await codeOf(appeal('Warum?', 'AAAA-AAAA'))).toBe('contribution.not-found');
    expect(await codeOf(appeal('Das war ironisch.'))).toBeNull();
    expect(await codeOf(appeal('Noch einmal.'))).toBe('appeal.not-possible');
    const [one] = await queue(anActor('planner'));
    expect(one).toMatchObject({ standing: 'hidden', appeal: { isByAuthor: true, canDecide: true } });
    await as(anActor('planner'), AppealService, (service) =>
      service.decide({ id: one!.appeal!.id, outcome: 'shown', answer: 'Sie haben recht.' }),
    );
    await project((projector) => projector.contribution(id));
    expect((await read()).nodes[0]!.text).not.toBeNull();
  });

  test('may be a comment too', async () => {
    const { id } = await said();
    const bad = await comment(id, { text: 'Du Trottel.' });
    const sent = await report(bad.id, { kind: 'comment' });
    expect(await queue()).toMatchObject([{ kind: 'comment', id: bad.id, text: 'Du Trottel.' }]);
    await decide(bad.id, { kind: 'comment' });
    expect((await open(sent.number, sent.code)).outcome).toBe('hidden');
    expect(await kept(Report, bad.id)).toBeNull();
  });
});
