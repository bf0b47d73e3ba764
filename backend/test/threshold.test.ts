import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { randomUUID } from 'node:crypto';

import type { PassageInput } from '../src/contribution/contribution.graphql.js';
import { ContributionResolver } from '../src/contribution/contribution.resolver.js';
import { VoiceReceiptService } from '../src/contribution/voice-receipt.service.js';
import { clock } from '../src/platform/clock.js';
import { ANONYMOUS, type Visit } from '../src/platform/current.js';
import { Limits } from '../src/platform/limits.js';
import { Proofs } from '../src/platform/proof.js';
import { endOfDay, plusDays } from '../src/procedure/calendar.js';
import { aProcedure } from './builders.js';
import { codeOf, dialogueWorld } from './dialogue-world.js';
import { aContribution, aDialogue } from './dialogues.js';

const SECOND = 1_000;
const HOURS_48 = 48 * 3_600 * SECOND;
const ASKED_FROM = 21;
const STOPPED_FROM = 301;

/** What a browser does with a task. */
async function solved(task: object | null): Promise<string> {
  const challenge = task as Challenge;
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

describe('where very much comes from one network', () => {
  const { it, product } = dialogueWorld();
  let origin = '';
  let endsAt = new Date();

  const visiting = <T>(work: () => Promise<T>, visit: Partial<Visit> = {}): Promise<T> =>
    product.as({ tenantId: it.town.id, tenantSlug: it.town.slug, actor: ANONYMOUS, origin, ...visit }, work);
  const sends = (passage: Partial<PassageInput> | null = null, input = aContribution(it)) =>
    visiting(() => product.get(ContributionResolver).contribute(input, passage as PassageInput | null));
  const task = (isComment = false) => visiting(() => product.get(ContributionResolver).formTask(isComment));
  /** The same network has sent so many before. */
  const before = (count: number, what: 'contribute' | 'comment' | 'rate' = 'contribute') => {
    for (let sent = 0; sent < count; sent += 1) product.get(Limits).levelOf(what, origin, 1);
  };
  const aPeriodUntil = async (
    lastDay: string,
    now = new Date(endOfDay(lastDay).getTime() - 30 * 86_400_000),
  ) => {
    clock.set(now);
    const display = { kind: 'display', title: 'Auslegung', lawProfile: 'baugb-3-2' } as const;
    const phases = [{ ...display, firstDay: plusDays(lastDay, -35), lastDay }];
    it.procedure = await aProcedure(product, it.town, { phases });
    it.dialogue = await aDialogue(product, it.town, { procedure: it.procedure });
    endsAt = it.procedure.participation!.endsAt!;
  };

  beforeEach(async () => {
    origin = randomUUID();
    await aPeriodUntil('2026-12-14');
  });
  afterEach(() => clock.set(null));

  test('nobody below the threshold is asked anything', async () => {
    expect(await task()).toBeNull();
    for (let sent = 1; sent < ASKED_FROM; sent += 1)
      expect(await sends()).toMatchObject({ isWaiting: false });
    expect(await task(true)).toBeNull();
  });

  test('who solves the task is shown at once; a task counts once, in time, and unchanged', async () => {
    before(ASKED_FROM - 1);
    expect(await codeOf(sends({ hasScripts: true }))).toBe('proof.needed');
    const proof = await solved(await task());
    const input = aContribution(it);
    expect(await sends({ proof, hasScripts: true }, input)).toMatchObject({ isWaiting: false });
    expect(await sends({ proof, hasScripts: true }, input)).toMatchObject({ isWaiting: false }); // sent twice
    expect(await codeOf(sends({ proof, hasScripts: true }))).toBe('proof.needed');

    const late = await solved(await task());
    const now = clock.now().getTime();
    clock.set(new Date(now + 2 * 3_600 * SECOND));
    before(ASKED_FROM);
    expect(await codeOf(sends({ proof: late, hasScripts: true }))).toBe('proof.needed');
    const fresh = await solved(await task());
    for (const wrong of ['', 'x', btoa('null'), btoa('{}'), changed(fresh), uppercase(fresh)])
      expect(await codeOf(sends({ proof: wrong, hasScripts: true }))).toBe('proof.needed');
    expect(await sends({ proof: fresh, hasScripts: true })).toMatchObject({ isWaiting: false });
  });

  test('one solved task counts once over two processes', async () => {
    const proof = await solved(await visiting(() => product.get(Proofs).challenge(1)));
    const accept = () => visiting(() => product.get(Proofs).accept(proof, randomUUID()));
    expect((await Promise.all([accept(), accept(), accept()])).filter(Boolean)).toHaveLength(1);
  });

  test('what is refused keeps its task', async () => {
    before(ASKED_FROM);
    const proof = await solved(await task());
    expect(await codeOf(sends({ proof, hasScripts: true }, aContribution(it, { title: '' })))).toBe(
      'contribution.title-missing',
    );
    expect(await sends({ proof, hasScripts: true })).toMatchObject({ isWaiting: false });
  });

  test('a task is harder the more comes', async () => {
    const hardest = async () => {
      const counters = [];
      for (let tries = 0; tries < 3; tries += 1) {
        const solution = await solveChallenge({ challenge: (await task()) as Challenge, deriveKey });
        counters.push(solution!.counter);
      }
      return Math.min(...counters);
    };
    before(ASKED_FROM);
    const easy = await hardest();
    before(ASKED_FROM * 4);
    expect(await hardest()).toBeGreaterThan(easy * 2);
  }, 60_000);

  test('without scripts it is taken in with its receipt and waits; so does a comment', async () => {
    const shown = aContribution(it);
    await sends(null, shown);
    before(ASKED_FROM);
    const sent = await sends();
    expect(sent.isWaiting).toBe(true);
    const receipt = await visiting(() => product.get(VoiceReceiptService).open(sent.number, sent.code));
    expect(receipt).toMatchObject({ standing: 'waiting', number: sent.number });
    expect(JSON.parse(receipt.receiptJson)).toHaveProperty('receipt');

    before(40, 'comment');
    const comment = { id: randomUUID(), contribution: shown.id, text: 'Gern.' };
    const answer = await visiting(() => product.get(ContributionResolver).comment(comment, null));
    expect(answer.isWaiting).toBe(true);
  });

  test('far above it says what else can be done, and the same again is still answered', async () => {
    const input = aContribution(it);
    const first = await sends(null, input);
    before(STOPPED_FROM);
    const proof = await solved(await visiting(() => product.get(Proofs).challenge(1)));
    for (const passage of [null, { hasScripts: true }, { hasScripts: true, proof }])
      expect(await codeOf(sends(passage))).toBe('writing.too-many');
    expect(await sends(null, input)).toEqual(first);
    before(600, 'rate');
    const rating = { contribution: input.id, value: 'agree' as const, voter: randomUUID() };
    const rate = () => visiting(() => product.get(ContributionResolver).rateContribution(rating));
    expect(await codeOf(rate())).toBe('writing.too-many');
    clock.set(new Date(endsAt.getTime() - HOURS_48));
    before(601, 'rate');
    expect(await rate()).toMatchObject({ agree: 1 });
  });

  test.each([
    ['in winter', '2026-12-14', '2026-12-12T23:00:00.000Z'],
    ['over the night when the clocks go forward', '2026-03-29', '2026-03-27T22:00:00.000Z'],
    ['over the night when they go back', '2026-10-25', '2026-10-23T23:00:00.000Z'],
    ['in summer', '2026-07-31', '2026-07-29T22:00:00.000Z'],
  ])('in the last 48 hours nothing is refused, to the second: %s', async (_when, lastDay, begins) => {
    await aPeriodUntil(lastDay);
    const border = new Date(begins).getTime();
    expect(endsAt.getTime() - HOURS_48).toBe(border);
    const at = (instant: number, count: number) => {
      clock.set(new Date(instant));
      origin = randomUUID();
      before(count);
    };
    for (const [count, code] of [
      [ASKED_FROM, 'proof.needed'],
      [STOPPED_FROM, 'writing.too-many'],
    ] as const) {
      at(border - SECOND, count);
      expect(await codeOf(sends({ hasScripts: true }))).toBe(code);
      for (const instant of [border, border + SECOND, endsAt.getTime() - SECOND]) {
        at(instant, count);
        expect(await sends({ hasScripts: true })).toMatchObject({ isWaiting: true });
      }
      at(border, count);
      const proof = await solved(await task());
      expect(await sends({ hasScripts: true, proof })).toMatchObject({ isWaiting: false });
      at(endsAt.getTime(), count);
      expect(await codeOf(sends({ hasScripts: true }))).not.toBeNull(); // the period is over
    }
  });
});

/** A task that somebody made easier for themselves. */
function changed(proof: string): string {
  const payload = JSON.parse(atob(proof)) as { challenge: Challenge };
  payload.challenge.parameters.keyPrefix = '00';
  return btoa(JSON.stringify(payload));
}

/** The same task in other letters, so that it looks like one that was not used yet. */
function uppercase(proof: string): string {
  const payload = JSON.parse(atob(proof)) as { challenge: Challenge };
  payload.challenge.parameters.nonce = payload.challenge.parameters.nonce.toUpperCase();
  return btoa(JSON.stringify(payload));
}
