import { afterEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { AnsweringService } from '../src/contribution/answering.service.js';
import type { ContributionReceipt } from '../src/contribution/contribution.graphql.js';
import { canAnswerContributions, canAnswerSomewhere } from '../src/contribution/town-answer.policy.js';
import { TownAnswerResolver } from '../src/contribution/town-answer.resolver.js';
import { TownAnswerService } from '../src/contribution/town-answer.service.js';
import type { AnsweringFilter, TownAnswerInput } from '../src/contribution/town-answer.graphql.js';
import { clock } from '../src/platform/clock.js';
import { ANONYMOUS } from '../src/platform/current.js';
import { DialoguePageQueries } from '../src/portal/dialogue-page.queries.js';
import { verifyInstallation } from '../src/verify.js';
import { anActor } from './app.js';
import { superuser } from './database.js';
import { codeOf, dialogueWorld } from './dialogue-world.js';
import { aContribution } from './dialogues.js';
import { workingPost } from './post-office.js';

const MINUTE = 60_000;
const clerk = anActor('clerk');

describe('what the town answers to contributions', () => {
  const { it, product, as, send, rate, moderate, read } = dialogueWorld();
  const post = workingPost(product);
  afterEach(() => clock.shift(0));

  const answer = (input: Partial<TownAnswerInput>, actor = clerk) =>
    as(actor, TownAnswerService, (service) =>
      service.answer(it.procedure.slug, {
        ...{
          id: randomUUID(),
          becomes: 'planned',
          text: 'Die Pumpe kommt im Mai.',
          office: 'Grünflächenamt',
        },
        ...{ numbers: [], ...input },
      }),
    );
  const list = (filter: Partial<AnsweringFilter> = {}, actor = clerk) =>
    as(actor, AnsweringService, (service) => service.list(it.procedure.slug, { order: 'oldest', ...filter }));
  const shown = (number: string) =>
    as(ANONYMOUS, DialoguePageQueries, (queries) => queries.contribution(it.procedure.slug, number, 1));
  const given = (number: string) =>
    as(clerk, AnsweringService, (service) => service.given(it.procedure.slug, number));
  const onReceipt = (number: string) =>
    as(ANONYMOUS, TownAnswerResolver, (resolver) =>
      resolver.becameOf({ contributionNumber: number } as ContributionReceipt),
    );
  const mailsTo = (address: string) => post.office.received.filter(({ to }) => to.includes(address));
  const many = async (count: number, more: (index: number) => object) => {
    const sent: { number: string; id: string }[] = [];
    for (let from = 0; from < count; from += 50) {
      const some = Array.from({ length: Math.min(50, count - from) }, (_, at) =>
        aContribution(it, more(from + at)),
      );
      sent.push(...(await Promise.all(some.map(async (one) => ({ ...(await send(one)), id: one.id })))));
    }
    return sent;
  };

  test('goes to all who wrote the same, also to those who come later; they stand in the list once', async () => {
    const text = `Am Ufer fehlt ein Trinkbrunnen, am besten bei den Bänken. ${randomUUID()}`;
    const first = await send(aContribution(it, { text, email: 'erste@mail.example' }));
    const second = await send(aContribution(it, { text, email: 'zweite@mail.example' }));
    await post.worker.settle();
    expect((await list({ search: 'Trinkbrunnen' })).lines).toMatchObject([
      { number: first.number, others: 1 },
    ]);
    expect(await answer({ numbers: [second.number], text: 'Er kommt im Juni.' })).toBe(2);
    clock.shift(61_000);
    const third = await send(aContribution(it, { text, email: 'dritte@mail.example' }));
    await post.worker.settle();
    for (const { number } of [first, second, third]) {
      expect(await onReceipt(number)).toMatchObject({ becomes: 'planned', text: 'Er kommt im Juni.' });
      expect(await given(number)).toMatchObject([{ text: 'Er kommt im Juni.' }]);
    }
    for (const name of ['erste', 'zweite'])
      expect(mailsTo(`${name}@mail.example`).filter(({ text }) => text.includes('Juni'))).toHaveLength(1);
    expect((await list({ search: 'Trinkbrunnen', state: 'unanswered' })).lines).toEqual([]);
  });

  test('is public, on the receipt and in a mail; a changed answer keeps the one before', async () => {
    const { number } = await send(aContribution(it, { email: 'anna@mail.example' }));
    await answer({ numbers: [number], becomes: 'examined', text: '' });
    await post.worker.settle();
    expect((await list({ state: 'unanswered' })).lines).toMatchObject([{ number, becomes: 'examined' }]);
    await answer({ numbers: [number] });
    await post.worker.settle();
    expect((await shown(number)).became).toMatchObject({
      ...{ becomes: 'planned', text: 'Die Pumpe kommt im Mai.', office: 'Grünflächenamt', isChanged: false },
      steps: [{ becomes: 'examined' }, { becomes: 'planned' }],
    });
    await answer({ numbers: [number], becomes: 'declined', text: 'Der Boden trägt sie nicht.' });
    await post.worker.settle();
    const now = { becomes: 'declined', text: 'Der Boden trägt sie nicht.', isChanged: true };
    expect((await shown(number)).became).toMatchObject(now);
    expect(await onReceipt(number)).toMatchObject(now);
    expect(await given(number)).toMatchObject([
      { text: 'Der Boden trägt sie nicht.' },
      { text: 'Die Pumpe kommt im Mai.' },
      { text: '' },
    ]);
    const texts = mailsTo('anna@mail.example').map(({ text }) => text);
    expect(texts).toHaveLength(3);
    for (const words of ['wird nicht umgesetzt', 'Der Boden trägt sie nicht.', `quittung/${number}/`])
      expect(texts[2]).toContain(words);
    expect((await verifyInstallation(product.app)).findings).toEqual([]);
  });

  test('needs words, an office and somebody to answer, and is given once', async () => {
    const { number } = await send();
    expect(await codeOf(answer({ numbers: [number], text: ' ' }))).toBe('town-answer.text-missing');
    expect(await codeOf(answer({ numbers: [number], office: ' ' }))).toBe('town-answer.office-missing');
    expect(await codeOf(answer({ numbers: [] }))).toBe('town-answer.nobody');
    expect(await codeOf(answer({ numbers: ['000-000-000'] }))).toBe('contribution.not-found');
    const id = randomUUID();
    expect(await answer({ id, numbers: [number] })).toBe(1);
    expect(await answer({ id, numbers: [number] })).toBe(1);
    expect(await given(number)).toHaveLength(1);
  });

  test('to many waits a minute, in which it can be taken back; then each author is told', async () => {
    const sent = await many(520, (at) => ({ title: `Pumpe ${at}`, ...(at % 100 === 0 && { email: `a${at}@mail.example` }) })); // prettier-ignore
    const [first, second] = [randomUUID(), randomUUID()];
    const all = { order: 'oldest', state: 'unanswered' } as const;
    expect(await answer({ id: first, all })).toBe(520);
    const [running] = (await list()).running;
    expect(running).toMatchObject({ id: first, total: 520, done: 0, canUndo: true });
    await as(clerk, TownAnswerService, (service) => service.undo(first));
    expect((await list()).running).toEqual([]);

    expect(await answer({ id: second, all })).toBe(520);
    clock.shift(2 * MINUTE);
    await post.worker.settle();
    expect(await codeOf(as(clerk, TownAnswerService, (service) => service.undo(second)))).toBe(
      'town-answer.begun',
    );
    expect(await list()).toMatchObject({ all: 520, unanswered: 0, running: [] });
    expect(await read({ became: 'planned' })).toMatchObject({ total: 520 });
    expect(await read({ became: 'answered' })).toMatchObject({ total: 520 });
    expect(await read({ became: 'declined' })).toMatchObject({ total: 0, nodes: [] });
    expect((await shown(sent[0]!.number)).became?.steps).toHaveLength(1);
    for (const at of [0, 100, 500]) expect(mailsTo(`a${at}@mail.example`)).toHaveLength(1);
    // The same job again, as after a crash, changes nothing.
    await as(ANONYMOUS, TownAnswerService, (service) => service.goOn(second));
    expect(await given(sent[519]!.number)).toHaveLength(1);
    expect((await verifyInstallation(product.app)).findings).toEqual([]);
  }, 120_000);

  test('cannot change silently: neither its words, nor what stands at a contribution', async () => {
    const { number } = await send();
    const id = randomUUID();
    await answer({ id, numbers: [number] });
    for (const [change, back] of [
      [`update town_answer set text = 'Nein.' where id = '${id}'`, `update town_answer set text = 'Die Pumpe kommt im Mai.' where id = '${id}'`], // prettier-ignore
      [`update contribution_step set becomes = 'done' where answer_id = '${id}'`, `update contribution_step set becomes = 'planned' where answer_id = '${id}'`], // prettier-ignore
    ]) {
      const owner = await superuser();
      await owner.query(change!);
      expect((await verifyInstallation(product.app)).findings).toEqual([
        expect.stringContaining(`answer ${id}`),
      ]);
      await owner.query(back!);
    }
    expect((await verifyInstallation(product.app)).findings).toEqual([]);
  });

  test('is asked for in a list: what waits longest or is agreed with most first, by words and what is like it', async () => {
    const sent = await many(43, (at) => ({ title: `Vorschlag ${at}`, text: `Eigene Worte ${randomUUID()}` }));
    const twin = {
      title: 'Bänke am Fluss',
      text: 'Am Ufer fehlen Bänke mit Lehne für ältere Leute.',
      category: 'Schatten',
    };
    const [one, two] = [await send(aContribution(it, twin)), await send(aContribution(it, twin))];
    const kin = await send(aContribution(it, { ...twin, text: 'Am Ufer fehlen Bänke mit Lehnen für die älteren Leute!' })); // prettier-ignore
    const official = await send(aContribution(it), anActor('planner'));
    const hidden = aContribution(it);
    await send(hidden);
    await moderate({ id: hidden.id, standing: 'hidden', reason: 'Werbung' });
    for (const voter of [1, 2]) await rate(sent[7]!.id, 'agree', randomUUID() || String(voter));
    await post.worker.settle();

    const page = await list({ order: 'agreed' });
    expect(page).toMatchObject({ total: 45, all: 45, unanswered: 45, categories: ['Schatten'] });
    expect(page.lines[0]!.number).toBe(sent[7]!.number);
    const next = await list({ order: 'agreed', after: page.next });
    expect(new Set([...page.lines, ...next.lines].map(({ number }) => number)).size).toBe(45);
    expect(next.next).toBeNull();
    expect([...page.lines, ...next.lines].map(({ number }) => number)).not.toContain(official.number);
    const oldest = await list();
    const times = oldest.lines.map(({ receivedAt }) => receivedAt);
    expect(times).toEqual(times.toSorted());
    const second = await list({ after: oldest.next });
    expect(second.lines.map(({ number }) => number).sort()).toEqual(
      [...sent.map(({ number }) => number), one.number, kin.number]
        .filter((number) => !oldest.lines.some((line) => line.number === number))
        .sort(),
    );

    const numbers = async (filter: Partial<AnsweringFilter>) =>
      (await list(filter)).lines.map(({ number }) => number).sort();
    const both = [one.number, kin.number].sort();
    for (const { number: like } of [one, two]) expect(await numbers({ like })).toEqual(both);
    expect(await numbers({ isRepeated: true })).toEqual([one.number]);
    expect(await numbers({ search: 'Bank' })).toEqual(both);
    expect(await numbers({ category: 'Schatten' })).toEqual(both);
    expect(await numbers({ dialogue: it.dialogue.key, state: 'answered' })).toEqual([]);
    await answer({ numbers: [kin.number] });
    expect(await numbers({ state: 'planned' })).toEqual([kin.number]);
    expect(await numbers({ state: 'unanswered', category: 'Schatten' })).toEqual([one.number]);
    expect(await as(clerk, AnsweringService, (service) => service.due())).toContainEqual(
      expect.objectContaining({ kind: 'contribution.to-answer', count: 44 }),
    );
  });

  test('is taken from view with the contribution that is hidden, and comes back with it', async () => {
    const said = aContribution(it);
    const { number } = await send(said);
    await answer({ numbers: [number] });
    await post.worker.settle();
    await moderate({ id: said.id, standing: 'hidden', reason: 'Werbung' });
    await post.worker.settle();
    expect((await shown(number)).became).toBeNull();
    await moderate({ id: said.id, standing: 'shown' });
    await post.worker.settle();
    expect((await shown(number)).became?.becomes).toBe('planned');
  });

  test('comes from the staff only', async () => {
    const { number } = await send();
    for (const role of ['moderator', 'reader', 'paper-entry'])
      expect(await codeOf(answer({ numbers: [number] }, anActor(role)))).toBe(
        'canAnswerContributions.forbidden',
      );
    expect(await codeOf(list({}, ANONYMOUS))).toBe('canAnswerContributions.forbidden');
  });
});

describe('who answers contributions', () => {
  const procedure = { id: randomUUID() };
  test.each(['town-admin', 'planner', 'clerk', 'editor'])('a %s does', (role) => {
    expect(canAnswerContributions(anActor(role), procedure)).toBe(true);
    const here = { ...anActor(), rolesIn: { [procedure.id]: [role] } };
    expect([canAnswerContributions(here, procedure), canAnswerSomewhere(here, null)]).toEqual([true, true]);
    expect(canAnswerContributions(here, { id: randomUUID() })).toBe(false);
  });
  test.each(['moderator', 'reader', 'paper-entry', ''])('a %s does not', (role) => {
    expect(canAnswerContributions(anActor(role), procedure)).toBe(false);
  });
});
