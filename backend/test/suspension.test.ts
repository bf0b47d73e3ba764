import { EntityManager } from '@mikro-orm/core';
import { describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { Suspension } from '../src/contribution/suspension.entity.js';
import { DecidingService } from '../src/moderation/deciding.service.js';
import { AppealService } from '../src/moderation/appeal.service.js';
import { Appeal } from '../src/moderation/report.entity.js';
import type { VoiceDecisionInput } from '../src/moderation/report.graphql.js';
import { ReportService } from '../src/moderation/report.service.js';
import { SuspendingService } from '../src/moderation/suspending.service.js';
import { SuspensionPageService } from '../src/moderation/suspension-page.service.js';
import { VoiceDecisionService } from '../src/moderation/voice-decision.service.js';
import { clock } from '../src/platform/clock.js';
import { ANONYMOUS, type Actor } from '../src/platform/current.js';
import { JournalEntry } from '../src/platform/journal.entity.js';
import { IntakeService } from '../src/statement/intake.service.js';
import { anActor } from './app.js';
import { aStatement } from './builders.js';
import { superuser } from './database.js';
import { codeOf, dialogueWorld } from './dialogue-world.js';
import { aContribution } from './dialogues.js';

const DAY_MS = 86_400_000;
const GROUND = { basis: 'rules', provision: 'Sachlich bleiben' } as const;

describe('a decision about something said', () => {
  const { it, as, send, comment } = dialogueWorld();

  const decide = (id: string, more: Partial<VoiceDecisionInput> = {}, actor = anActor('moderator')) =>
    as(actor, DecidingService, (service) =>
      service.decide({
        ...{ kind: 'contribution', id, decision: 'hidden', reason: 'Beleidigung.' },
        ...{ ...GROUND, ...more },
      }),
    );
  const says = async (who: Actor | string) => {
    const isMail = typeof who === 'string';
    const input = aContribution(it, isMail ? { email: who } : {});
    return { ...(await send(input, isMail ? ANONYMOUS : who)), id: input.id };
  };
  const citizen = () => ({ ...ANONYMOUS, accountId: randomUUID() });
  const own = (who: Actor) => as(who, SuspensionPageService, (service) => service.own());
  /** Warned, then once more: suspended for a week. */
  const suspended = async (who: Actor | string, by = anActor('moderator')) => {
    await decide((await says(who)).id, { isWarning: true });
    const again = await says(who);
    await decide(again.id, { suspendDays: 7 }, by);
    const [row] = await as(ANONYMOUS, EntityManager, (em) =>
      em.find(Suspension, {}, { orderBy: { from: 'desc' }, limit: 1 }),
    );
    return { ...again, suspension: row! };
  };
  const pages = (actor: Actor = ANONYMOUS) => ({
    list: (page = 1) => as(actor, SuspensionPageService, (service) => service.list(page)),
    decide: (id: string, outcome: 'upheld' | 'reversed', answer = 'Nach einem Gespräch.') =>
      as(actor, SuspensionPageService, (service) => service.decide({ id, outcome, answer })),
    end: (id: string, reason: string) => as(actor, SuspendingService, (service) => service.end(id, reason)),
  });
  const appeal = async (who: Actor, text = 'Das war nicht so gemeint.') => {
    const { number, code } = (await own(who))!;
    return as(ANONYMOUS, SuspensionPageService, (service) => service.appeal(number, code, text));
  };

  test.each([
    ['no ground', { basis: undefined }, 'moderation.basis-missing'],
    ['a law without its name', { basis: 'illegal', provision: ' ' }, 'moderation.provision-missing'],
  ] as const)('that restricts is refused with %s', async (_what, wrong, code) => {
    const { id } = await says(citizen());
    expect(await codeOf(decide(id, wrong))).toBe(code);
    expect(await codeOf(decide(id, { ...wrong, decision: 'redacted', redacted: '…' }))).toBe(code);
    expect(await codeOf(decide(id, { ...wrong, decision: 'kept' }))).toBeNull();
  });

  test('gives its author and who reported the reasons of Art. 17: ground, facts, how it was found', async () => {
    const reasons = ({ number, code }: { number: string; code: string }) =>
      as(ANONYMOUS, VoiceDecisionService, (service) => service.reasonsFor(number, code));
    const found = await says(citizen());
    expect(await reasons(found)).toBeNull();
    await decide(found.id, { basis: 'illegal', provision: '§ 185 StGB (Beleidigung)', isWarning: true });
    expect(await reasons(found)).toMatchObject({
      ...{ outcome: 'hidden', basis: 'illegal', provision: '§ 185 StGB (Beleidigung)' },
      ...{ reason: 'Beleidigung.', isAfterReport: false, isWarning: true },
    });
    expect(await codeOf(reasons({ ...found, code: 'AAAA-AAAA' }))).toBe('contribution.not-found');

    const reported = await says(citizen());
    const report = {
      id: randomUUID(),
      kind: 'contribution',
      subject: reported.id,
      ground: 'insult',
    } as const;
    const sent = await as(ANONYMOUS, ReportService, (service) =>
      service.report({ ...report, text: 'Das beleidigt mich.' }),
    );
    await decide(reported.id);
    expect(await reasons(reported)).toMatchObject({ isAfterReport: true, isWarning: false });
    expect(
      await as(ANONYMOUS, ReportService, (service) => service.open(sent.number, sent.code)),
    ).toMatchObject({
      reasons: { outcome: 'hidden', ...GROUND },
    });
  });

  test('suspends only who was warned before they wrote it, can be told apart, and does not speak for the town', async () => {
    const anna = citizen();
    const first = await says(anna);
    const meanwhile = await says(anna);
    expect(await codeOf(decide(first.id, { suspendDays: 7 }))).toBe('suspension.not-warned');
    await decide(first.id, { isWarning: true });
    expect(await codeOf(decide(meanwhile.id, { suspendDays: 7 }))).toBe('suspension.not-warned');
    const again = await says(anna);
    expect(await codeOf(decide(again.id, { suspendDays: 7 }))).toBeNull();
    expect(await codeOf(decide((await says(ANONYMOUS)).id, { suspendDays: 7 }))).toBe(
      'suspension.unknown-person',
    );
    const clerk = anActor('clerk');
    expect(await codeOf(decide((await says(clerk)).id, { suspendDays: 7 }))).toBe('canSuspend.forbidden');
    expect(await codeOf(decide(meanwhile.id, { suspendDays: 7 }))).toBe('suspension.not-warned');
  });

  test.each([
    ['moderator', null],
    ['planner', null],
    ['town-admin', null],
    ['clerk', 'canModerate.forbidden'],
    ['reader', 'canModerate.forbidden'],
    ['editor', 'canModerate.forbidden'],
  ])('is taken and suspends by a %s: %s', async (role, code) => {
    const anna = citizen();
    await decide((await says(anna)).id, { isWarning: true });
    expect(await codeOf(decide((await says(anna)).id, { suspendDays: 1 }, anActor(role)))).toBe(code);
  });

  test('by who moderates one procedure only hides there, and suspends nobody in the whole town', async () => {
    const anna = citizen();
    await decide((await says(anna)).id, { isWarning: true });
    const { id } = await says(anna);
    const scoped = { ...anActor(), rolesIn: { [it.procedure.id]: ['moderator'] } };
    expect(await codeOf(decide(id, { suspendDays: 1 }, scoped))).toBe('canSuspend.forbidden');
    expect(await codeOf(decide(id, {}, scoped))).toBeNull();
    expect(await codeOf(pages(scoped).list())).toBe('canSeeSuspensions.forbidden');
  });

  test('keeps a suspended account from contributing and commenting, in this town, until its time is over', async () => {
    const anna = citizen();
    const other = await says(citizen());
    const { suspension } = await suspended(anna);
    expect(await own(anna)).toMatchObject({ ...GROUND, reason: 'Beleidigung.', isRunning: true });
    expect(await codeOf(says(anna))).toBe('contribution.suspended');
    expect(await codeOf(comment(other.id, {}, anna))).toBe('contribution.suspended');
    expect(await codeOf(comment(other.id, {}, citizen()))).toBeNull();
    clock.shift(suspension.until.getTime() - Date.now() - 5_000);
    try {
      expect(await codeOf(says(anna))).toBe('contribution.suspended');
      clock.shift(suspension.until.getTime() - Date.now());
      expect(await codeOf(says(anna))).toBeNull();
      expect(await own(anna)).toBeNull();
    } finally {
      clock.shift(0);
    }
  });

  test('never touches statements, reports, ratings of what others say or appeals', async () => {
    const anna = citizen();
    const other = await says(citizen());
    await suspended(anna);
    const statement = aStatement(it.procedure);
    expect(await codeOf(as(anna, IntakeService, (service) => service.submit(statement)))).toBeNull();
    const report = { id: randomUUID(), kind: 'contribution', subject: other.id, ground: 'other' } as const;
    expect(
      await codeOf(as(anna, ReportService, (service) => service.report({ ...report, text: 'Hier.' }))),
    ).toBeNull();
    expect(await codeOf(appeal(anna))).toBeNull();
  });

  test('knows somebody without an account by a keyed hash of the address; the address is in no row of it', async () => {
    const mail = `${randomUUID()}@mail.example`;
    const { suspension } = await suspended(mail);
    expect(suspension).toMatchObject({
      accountId: null,
      addressHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await codeOf(says(mail))).toBe('contribution.suspended');
    expect(await codeOf(says(` ${mail.toUpperCase()}`.trim()))).toBe('contribution.suspended');
    expect(await codeOf(says(`andere-${mail}`))).toBeNull();
    const database = await superuser();
    for (const table of ['suspension', 'voice_decision', 'journal_entry']) {
      const { rows } = await database.query(
        `select count(*)::int as found from ${table} t where t::text ilike $1`,
        [`%${mail}%`],
      );
      expect({ table, found: rows[0].found }).toEqual({ table, found: 0 });
    }
  });

  test('ends earlier with a reason, by who may', async () => {
    const anna = citizen();
    const { suspension } = await suspended(anna);
    for (const actor of [ANONYMOUS, anna, anActor('reader'), anActor('clerk'), anActor('editor')])
      expect(await codeOf(pages(actor).end(suspension.id, 'Genug.'))).toBe('canEndSuspension.forbidden');
    const moderator = pages(anActor('moderator'));
    expect(await codeOf(moderator.end(suspension.id, ' '))).toBe('moderation.reason-missing');
    await moderator.end(suspension.id, 'Sie hat sich entschuldigt.');
    expect(await codeOf(says(anna))).toBeNull();
    expect(await codeOf(moderator.end(suspension.id, 'Noch einmal.'))).toBe('suspension.not-found');
    expect((await moderator.list()).nodes).toContainEqual(
      expect.objectContaining({
        id: suspension.id,
        isRunning: false,
        endReason: 'Sie hat sich entschuldigt.',
      }),
    );
  });

  test('can be appealed against once; another person decides, and who is right may speak again', async () => {
    const anna = citizen();
    const selin = anActor('moderator');
    const { suspension } = await suspended(anna, selin);
    expect(await codeOf(appeal(anna, ' '))).toBe('report.text-missing');
    expect(await appeal(anna)).toMatchObject({ canAppeal: false, appealOutcome: null });
    expect(await codeOf(appeal(anna))).toBe('appeal.not-possible');
    expect((await pages(selin).list()).nodes[0]).toMatchObject({ id: suspension.id, canDecide: false });
    expect(await codeOf(pages(selin).decide(suspension.id, 'upheld'))).toBe(
      'canDecideOnSuspension.forbidden',
    );
    const omar = pages(anActor('planner'));
    expect((await omar.list()).nodes[0]).toMatchObject({ id: suspension.id, canDecide: true });
    expect(await codeOf(omar.decide(suspension.id, 'reversed', ' '))).toBe('moderation.reason-missing');
    await omar.decide(suspension.id, 'reversed');
    expect(await own(anna)).toBeNull();
    expect(await codeOf(says(anna))).toBeNull();
    expect(await codeOf(omar.decide(suspension.id, 'upheld'))).toBe('suspension.not-found');
  });

  test('with an open appeal stands on the first page, however many came after it', async () => {
    const anna = citizen();
    const { suspension } = await suspended(anna);
    await appeal(anna);
    for (let later = 0; later < 21; later += 1) await suspended(citizen());
    const moderator = pages(anActor('moderator'));
    const [first, second] = [await moderator.list(), await moderator.list(2)];
    expect(first.nodes[0]).toMatchObject({ id: suspension.id });
    expect(first.nodes).toHaveLength(20);
    expect(second.nodes.length).toBeGreaterThan(0);
    const ids = [...first.nodes, ...second.nodes].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(first.total).toBeGreaterThanOrEqual(22);
    expect(first.running).toBeGreaterThanOrEqual(22);
  });

  test('that an appeal reverses shows the first words again, and takes the suspension with it', async () => {
    const anna = citizen();
    const { id, number, code, suspension } = await suspended(anna);
    await as(ANONYMOUS, AppealService, (service) => service.byAuthor(number, code, 'Das war ein Zitat.'));
    const made = await as(ANONYMOUS, EntityManager, (em) => em.findOneOrFail(Appeal, { subjectId: id }));
    await as(anActor('planner'), AppealService, (service) =>
      service.decide({ id: made.id, outcome: 'shown', answer: 'Stimmt, ein Zitat.' }),
    );
    await as(ANONYMOUS, SuspendingService, (service) => service.endAfter(id, 'Stimmt, ein Zitat.'));
    expect(await own(anna)).toBeNull();
    const [row] = await as(ANONYMOUS, EntityManager, (em) => em.find(Suspension, { id: suspension.id }));
    expect(row).toMatchObject({ endReason: 'Stimmt, ein Zitat.' });
  });

  test('and all that follows stands in the log, with numbers and without a person or their words', async () => {
    const anna = citizen();
    const { suspension } = await suspended(anna);
    await appeal(anna);
    await pages(anActor('planner')).decide(suspension.id, 'upheld');
    await as(ANONYMOUS, SuspendingService, (service) => service.runOut(suspension.id));
    const lines = await as(ANONYMOUS, EntityManager, (em) =>
      em.find(JournalEntry, { subjectId: suspension.id }, { orderBy: { at: 'asc', id: 'asc' } }),
    );
    expect(lines.map(({ action }) => action)).toEqual([
      'suspension.begun',
      'suspension.appealed',
      'suspension.appeal-decided',
      'suspension.ran-out',
    ]);
    expect(lines[1]!.accountId).toBeNull();
    expect(JSON.stringify(lines)).not.toMatch(/Beleidigung|gemeint|Gespräch/);
    expect(lines[0]!.after).toMatchObject({ number: suspension.number, days: 7 });
    expect(suspension.until.getTime() - suspension.from.getTime()).toBe(7 * DAY_MS);
  });
});
