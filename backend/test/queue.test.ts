import { beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

import { ContributionCopiesService } from '../src/contribution/contribution-copies.service.js';
import { ClaimsService } from '../src/moderation/claims.service.js';
import { DecidingService } from '../src/moderation/deciding.service.js';
import { ModeratingService } from '../src/moderation/moderating.service.js';
import { QueueService } from '../src/moderation/queue.service.js';
import type { VoiceKind } from '../src/moderation/report.entity.js';
import { ReportService } from '../src/moderation/report.service.js';
import { clock } from '../src/platform/clock.js';
import { ANONYMOUS, type Actor } from '../src/platform/current.js';
import { allDue } from '../src/platform/due.js';
import { Files } from '../src/platform/files.js';
import { UploadService } from '../src/platform/upload.service.js';
import { anActor } from './app.js';
import { codeOf, dialogueWorld } from './dialogue-world.js';
import { aContribution, aDialogue } from './dialogues.js';
import { aPerson } from './matrix/columns.js';

const DAY_MS = 86_400_000;

describe('the queue of who keeps dialogues fair', () => {
  const { it, product, as, send, comment, moderate } = dialogueWorld();

  const waits = async (text = `Am Ufer fehlt ein Steg. ${randomUUID()}`) => {
    const input = aContribution(it, { text });
    await send(input);
    return input.id;
  };
  const next = (actor: Actor, passed: string[] = []) =>
    as(actor, ClaimsService, (service) => service.claimNext(it.procedure.slug, passed));
  const open = (id: string, actor = anActor('moderator'), kind: VoiceKind = 'contribution') =>
    as(actor, ModeratingService, (service) => service.open(kind, id));
  const back = (id: string, actor: Actor) =>
    as(actor, ClaimsService, (service) => service.giveBack('contribution', id));
  const report = (subject: string, kind: VoiceKind = 'contribution') =>
    as(ANONYMOUS, ReportService, (service) =>
      service.report({ id: randomUUID(), kind, subject, ground: 'insult', text: 'Das beleidigt mich.' }),
    );
  const decide = (id: string, actor: Actor, reason = 'Der Text ist eine Beleidigung.') =>
    as(actor, DecidingService, (service) =>
      service.decide({
        ...{ kind: 'contribution', id, decision: 'hidden', reason },
        ...{ basis: 'rules', provision: 'Sachlich bleiben' },
      }),
    );

  beforeEach(async () => {
    it.dialogue = await aDialogue(product, it.town, { procedure: it.procedure, moderation: 'before' });
  });

  test('gives the oldest first; after a decision the next one follows, at the end nothing', async () => {
    const [first, second] = [await waits(), await waits()];
    const selin = anActor('moderator');
    expect(await next(selin)).toEqual({ kind: 'contribution', id: first });
    await decide(first, selin);
    expect(await next(selin)).toEqual({ kind: 'contribution', id: second });
    await decide(second, selin);
    expect(await next(selin)).toBeNull();
  });

  test('never gives the same to two of twenty who ask at the same moment', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => waits()));
    const people = Array.from({ length: 20 }, () => anActor('moderator'));
    const taken = await Promise.all(people.map((actor) => next(actor)));
    expect(taken.map((one) => one?.id).toSorted()).toEqual(ids.toSorted());
    expect(await next(anActor('moderator'))).toBeNull();
  }, 60_000);

  test('keeps a claim for ten minutes, longer while somebody works, and ends it when they leave', async () => {
    const id = await waits();
    const [selin, omar] = [anActor('moderator'), anActor('moderator')];
    expect(await open(id, selin)).toMatchObject({ isMine: true });
    try {
      clock.shift(9 * 60_000);
      expect(await as(selin, ClaimsService, (service) => service.claim('contribution', id))).toBe(true);
      clock.shift(18 * 60_000);
      expect(await next(omar)).toBeNull();
      expect(await open(id, omar)).toMatchObject({ isMine: false });
      clock.shift(20 * 60_000);
      expect(await next(omar)).toMatchObject({ id });
    } finally {
      clock.shift(0);
    }
    await back(id, selin);
    expect(await next(anActor('moderator'))).toBeNull();
    await back(id, omar);
    expect(await next(selin)).toMatchObject({ id });
  });

  test('passes over what somebody leaves for later, and gives what they have in hand again', async () => {
    const [first, second] = [await waits(), await waits()];
    const selin = anActor('moderator');
    expect(await next(selin)).toMatchObject({ id: first });
    expect(await next(selin)).toMatchObject({ id: first });
    await back(first, selin);
    expect(await next(selin, [first])).toMatchObject({ id: second });
    expect(await next(selin, [first, second])).toBeNull();
    expect(await next(anActor('moderator'))).toMatchObject({ id: first });
  });

  test('shows something in its thread: what it answers, what stands before and after it, also what is hidden', async () => {
    it.dialogue = await aDialogue(product, it.town, { procedure: it.procedure, moderation: 'after' });
    const id = await waits('Ein Steg, bitte.');
    const before = await comment(id, { text: 'Vorher.' });
    const own = await comment(id, { text: 'Dazu etwas.' });
    const after = await comment(id, { text: 'Nachher.' });
    await moderate({ kind: 'comment', id: before.id, standing: 'hidden', reason: 'Werbung.' });
    await report(own.id, 'comment');
    const { thread, voice } = await open(own.id, anActor('moderator'), 'comment');
    expect(thread.map(({ place, text, standing }) => [place, text, standing])).toEqual([
      ['contribution', 'Ein Steg, bitte.', 'shown'],
      ['before', 'Vorher.', 'hidden'],
      ['self', 'Dazu etwas.', 'shown'],
      ['after', 'Nachher.', 'shown'],
    ]);
    expect(voice.reports).toMatchObject([{ ground: 'insult' }]);
    const answer = await comment(id, { text: 'Zu später.', parent: after.id });
    await report(answer.id, 'comment');
    const inner = await open(answer.id, anActor('moderator'), 'comment');
    expect(inner.thread.map(({ place, text }) => [place, text])).toEqual([
      ['contribution', 'Ein Steg, bitte.'],
      ['parent', 'Nachher.'],
      ['self', 'Zu später.'],
    ]);
  });

  test('shows the files that came with it to moderators before anybody else sees them, as copies', async () => {
    const sharp = (await import('sharp')).default;
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#2a6' } })
      .withExif({ IFD0: { Copyright: 'Erika Beispiel' } })
      .jpeg()
      .toBuffer();
    const kept = await product.visit({ tenantId: it.town.id, tenantSlug: it.town.slug }, () =>
      product.get(UploadService).keep('steg.jpg', Readable.from([picture])),
    );
    const input = aContribution(it, { files: [{ id: kept.id, token: kept.token }] });
    await send(input);
    expect(await open(input.id)).toMatchObject({ files: [], uncopied: 1 });
    await as(ANONYMOUS, ContributionCopiesService, (service) => service.make(input.id));
    const { files, uncopied } = await open(input.id);
    expect(files).toMatchObject([{ name: 'steg.jpg', type: 'image/jpeg', isPicture: true }]);
    expect(uncopied).toBe(0);

    const copy = (actor: Actor, file = files[0]!.id) =>
      as(actor, ModeratingService, (service) => service.copy(input.id, file));
    const bytes = Buffer.concat(
      await product
        .get(Files)
        .read((await copy(anActor('moderator'))).key)
        .toArray(),
    );
    expect(bytes.includes('Erika')).toBe(false);
    expect(await codeOf(copy(anActor('moderator'), kept.id))).toBe('file.not-found');
    expect(await codeOf(copy(anActor('caseworker')))).toBe('contribution.not-found');
    expect(await codeOf(copy(ANONYMOUS))).toBe('contribution.not-found');
    for (const end of ['', '/klein']) {
      const url = `/api/moderation/${input.id}/files/${files[0]!.id}${end}`;
      const host = `${it.town.slug}.localhost:3000`;
      expect((await product.app.inject({ url, headers: { host } })).statusCode).toBe(404);
    }
    expect(await open(input.id)).not.toHaveProperty('files.0.key');
  });

  test('says of who wrote it only by what they are known, and whether they were warned', async () => {
    expect((await open(await waits())).author).toMatchObject({ knownBy: 'nothing', canSuspend: false });
    const input = aContribution(it, { email: 'anna@mail.example' });
    await send(input);
    expect((await open(input.id)).author).toMatchObject({ knownBy: 'address', warnedAt: null });
  });

  test('proposes the reasons that the town gives again and again, and those that fit its rules', async () => {
    const selin = anActor('moderator');
    const own = `Bitte ohne Schimpfwörter ${randomUUID()}.`;
    await decide(await waits(), selin, own);
    const reasons = async () => (await open(await waits())).proposals.map(({ reason }) => reason);
    expect(await reasons()).not.toContain(own);
    await decide(await waits(), selin, own);
    const found = await reasons();
    expect(found).toContain(own);
    expect(found).toContain('Der Text nennt Privates von anderen Menschen.');
    expect(found.length).toBeLessThanOrEqual(9);
  });

  test.each([
    ['moderator', null],
    ['planner', null],
    ['town-admin', null],
    ['clerk', 'forbidden'],
    ['editor', 'forbidden'],
    ['reader', 'forbidden'],
    ['paper-entry', 'forbidden'],
  ])('is open to a %s: %s', async (role, refused) => {
    const id = await waits();
    const codes = await Promise.all(
      [
        next(anActor(role)),
        open(id, anActor(role)),
        back(id, anActor(role)),
        as(anActor(role), QueueService, (service) => service.list(null)),
      ].map((asked) => codeOf(asked)),
    );
    for (const code of codes)
      if (refused) expect(code).toMatch(/forbidden$/);
      else expect(code).toBeNull();
  });

  test('of the town holds only the procedures in which somebody moderates', async () => {
    const id = await waits();
    const all = (actor: Actor) =>
      as(actor, QueueService, async (service) => (await service.list(null)).map((voice) => voice.id));
    const scoped = (scope: string) => ({ ...anActor(), rolesIn: { [scope]: ['moderator'] } });
    expect(await all(scoped(it.procedure.id))).toEqual([id]);
    expect(await all(scoped(randomUUID()))).toEqual([]);
    expect(await codeOf(all(anActor()))).toBe('canModerateSomewhere.forbidden');
  });

  test('stands on the first page of the desk, reports that are older than a day before anything else', async () => {
    const person = { ...anActor('moderator'), accountId: (await aPerson(product, 'Selin')).id };
    const due = () =>
      as(person, QueueService, async () =>
        (await allDue()).filter(({ scope }) => scope?.slug === it.procedure.slug),
      );
    await waits();
    expect((await due()).map(({ kind, count }) => [kind, count])).toEqual([['voice.to-decide', 1]]);
    it.dialogue = await aDialogue(product, it.town, { procedure: it.procedure, moderation: 'after' });
    await report(await waits());
    expect((await due()).map(({ kind }) => kind)).toEqual(['voice.to-decide']);
    clock.shift(DAY_MS + 60_000);
    try {
      expect((await due()).map(({ kind, count }) => [kind, count])).toEqual([
        ['report.late', 1],
        ['voice.to-decide', 2],
      ]);
    } finally {
      clock.shift(0);
    }
  });
});
