import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { ContributionAuditService } from '../src/contribution/contribution-audit.service.js';
import { ContributionIntakeService } from '../src/contribution/contribution-intake.service.js';
import { Contribution } from '../src/contribution/contribution.entity.js';
import { VoiceReceiptService } from '../src/contribution/voice-receipt.service.js';
import { QueueService } from '../src/moderation/queue.service.js';
import { DecidingService } from '../src/moderation/deciding.service.js';
import { ReportService } from '../src/moderation/report.service.js';
import { VoiceDecisionService } from '../src/moderation/voice-decision.service.js';
import { ANONYMOUS } from '../src/platform/current.js';
import { env } from '../src/platform/env.js';
import { DialoguePageQueries } from '../src/portal/dialogue-page.queries.js';
import { startWorker } from '../src/worker.js';
import { anActor } from './app.js';
import { superuser } from './database.js';
import { dialogueWorld } from './dialogue-world.js';
import { aContribution, aDialogue } from './dialogues.js';
import { postOffice } from './post-office.js';

const MANY = 10_000;
const AT_ONCE = 20;
const TEXT =
  'Bitte erhalten Sie die Linden am Ufer. Sie sind über hundert Jahre alt, und wir brauchen ihren Schatten!';

describe('who writes the same', () => {
  const { it, product, as, project, send, read, kept, rate } = dialogueWorld();
  const moderator = anActor('moderator');
  let office: Awaited<ReturnType<typeof postOffice>>;
  const told = () => office.received.flatMap(({ to }) => to).sort();

  beforeAll(async () => {
    office = await postOffice();
    Object.assign(env, { SMTP_URL: office.url });
  });
  afterAll(() => office.close());

  const says = async (text = TEXT, more: object = {}) => {
    const input = aContribution(it, { title: 'Linden', text, ...more });
    return { id: input.id, ...(await send(input)) };
  };
  const settled = async () => {
    const worker = await startWorker(product.app);
    await worker.settle();
    await worker.stop();
  };
  const queue = () => as(moderator, QueueService, (service) => service.list(it.procedure.slug));
  const decides = (id: string, decision: 'kept' | 'hidden', reason = '') =>
    as(moderator, DecidingService, (service) =>
      service.decide({
        ...{ kind: 'contribution', id, decision, reason },
        ...{ basis: 'rules', provision: 'Sachlich bleiben' },
      }),
    );
  const before = async () => {
    it.dialogue = await aDialogue(product, it.town, { procedure: it.procedure, moderation: 'before' });
    await project((projector) => projector.dialogue(it.dialogue.id));
  };
  const pageOf = (number: string) =>
    as(ANONYMOUS, DialoguePageQueries, (queries) => queries.contribution(it.procedure.slug, number, 1));

  test('stands in the list once, with how many they are; each receipt leads there, ratings count there', async () => {
    const first = await says();
    const others = [await says(TEXT.toUpperCase()), await says(`Guten Tag,\n${TEXT}\nViele Grüße, Jonas`)];
    const different = await says(`${TEXT} Und die Eschen auch.`);
    await settled();
    const { nodes, total } = await read();
    expect(total).toBe(2);
    expect(nodes.map(({ number, others }) => ({ number, others }))).toEqual(
      expect.arrayContaining([
        { number: first.number, others: 2 },
        { number: different.number, others: 0 },
      ]),
    );
    for (const { number, code } of others) {
      expect((await pageOf(number)).number).toBe(first.number);
      const receipt = await as(ANONYMOUS, VoiceReceiptService, (service) => service.open(number, code));
      expect(receipt).toMatchObject({ number, standing: 'shown' });
    }
    const voter = randomUUID();
    expect(await rate(others[0]!.id, 'agree', voter)).toMatchObject({ agree: 1 });
    expect(await rate(first.id, 'disagree', voter)).toMatchObject({ agree: 0, disagree: 1 });
  });

  test('waits as one item; what is decided holds for all, and each author is told', async () => {
    await before();
    const first = await says(TEXT, { email: 'erste@example.org' });
    const others = [await says(TEXT, { email: 'zweite@example.org' }), await says()];
    expect(await queue()).toMatchObject([{ id: first.id, others: 2 }]);
    await decides(others[1]!.id, 'hidden', 'Werbung.');
    await settled();
    for (const { id } of [first, ...others])
      expect(await kept(Contribution, id)).toMatchObject({ standing: 'hidden', hiddenReason: 'Werbung.' });
    for (const { number, code } of [first, ...others])
      expect(
        await as(ANONYMOUS, VoiceDecisionService, (service) => service.reasonsFor(number, code)),
      ).toMatchObject({ outcome: 'hidden', reason: 'Werbung.', provision: 'Sachlich bleiben' });
    expect(told()).toEqual(['erste@example.org', 'zweite@example.org']);
    expect(await queue()).toEqual([]);
    expect((await read()).nodes).toMatchObject([{ number: first.number, text: null, others: 0 }]);

    // Nobody is hidden by a machine: who comes later waits for a person, and shows up as the same item.
    const late = await says();
    expect(late.isWaiting).toBe(true);
    expect(await queue()).toMatchObject([{ id: first.id, others: 3 }]);
    await decides(first.id, 'kept');
    await settled();
    expect((await says()).isWaiting).toBe(false);
    await settled();
    expect((await read()).nodes).toMatchObject([{ number: first.number, others: 4 }]);
  });

  test('at the same moment still has one first', async () => {
    const sent = await Promise.all(Array.from({ length: 10 }, () => says()));
    const leads = await Promise.all(
      sent.map(async ({ id }) => (await kept(Contribution, id)).leadId ?? null),
    );
    expect(leads.filter((lead) => lead === null)).toHaveLength(1);
    expect(new Set(leads).size).toBe(2);
  });

  test('is reported as one', async () => {
    await says();
    const other = await says();
    const report = {
      id: randomUUID(),
      kind: 'contribution',
      subject: other.id,
      ground: 'insult',
      text: 'Gemein.',
    };
    await as(ANONYMOUS, ReportService, (service) => service.report(report as never));
    expect(await queue()).toMatchObject([{ others: 1, reports: [{ text: 'Gemein.' }] }]);
  });

  test('is not what the town says, or what another dialogue says', async () => {
    await says();
    const there = it.dialogue;
    await before();
    const elsewhere = await says();
    it.dialogue = there;
    const input = aContribution(it, { title: 'Linden', text: TEXT });
    await send(input, anActor('moderator'));
    for (const id of [elsewhere.id, input.id])
      expect((await kept(Contribution, id)).leadId ?? null).toBeNull();
  });

  test(`${MANY.toLocaleString('en')} of them are one, and each has a receipt that holds`, async () => {
    const begun = performance.now();
    const sent: string[] = [];
    const next = async (): Promise<void> => {
      while (sent.length < MANY) {
        const input = aContribution(it, { title: 'Linden', text: `${TEXT}${' '.repeat(sent.length % 7)}` });
        sent.push(input.id);
        await as(ANONYMOUS, ContributionIntakeService, (service) => service.contribute(input));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    const seconds = (performance.now() - begun) / 1_000;
    const reading = performance.now();
    const item = await queue();
    const queueMs = performance.now() - reading;

    const found: string[] = [];
    let [after, checked] = ['00000000-0000-0000-0000-000000000000', 0];
    for (;;) {
      const page = await as(ANONYMOUS, ContributionAuditService, (service) =>
        service.audit(after, 1_000, (finding) => found.push(finding)),
      );
      if (!page.length) break;
      checked += page.filter(({ id }) => sent.includes(id)).length;
      after = page.at(-1)!.id;
    }
    expect(found).toEqual([]);
    expect(checked).toBe(MANY);
    const database = await superuser();
    const { rows } = await database.query(
      'select count(*) filter (where lead_id is null)::int as leads, count(*)::int as all from contribution where dialogue_id = $1',
      [it.dialogue.id],
    );
    expect(rows[0]).toEqual({ leads: 1, all: MANY });
    expect(item).toEqual([]);
    console.log(
      JSON.stringify({
        identical: MANY,
        seconds: Math.round(seconds),
        perSecond: Math.round(MANY / seconds),
        queueMs: Math.round(queueMs),
      }),
    );
  }, 400_000);
});
