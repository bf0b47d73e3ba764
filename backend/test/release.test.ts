import { EntityManager } from '@mikro-orm/core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { inflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';

import type { ChosenFile } from '../src/moderation/copies.service.js';
import { ReleaseService, type Proposal } from '../src/moderation/release.service.js';
import { ReleaseView } from '../src/moderation/release.view.js';
import type { Settings } from '../src/tenant/tenant.entity.js';
import { TownSettingsService } from '../src/tenant/town-settings.service.js';
import { clock } from '../src/platform/clock.js';
import type { Actor } from '../src/platform/current.js';
import { allDue } from '../src/platform/due.js';
import { Files } from '../src/platform/files.js';
import { JournalEntry } from '../src/platform/journal.entity.js';
import { Mail } from '../src/platform/mail.js';
import type { Problem } from '../src/platform/problem.js';
import { pdf } from '../src/platform/pdf.js';
import { endOfDay } from '../src/procedure/calendar.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { Upload } from '../src/platform/upload.entity.js';
import { IntakeService } from '../src/statement/intake.service.js';
import { UploadService } from '../src/platform/upload.service.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { startWorker, type Worker } from '../src/worker.js';
import { anActor, testApp } from './app.js';
import { aMember, aProcedure, aStatement, aTown, inDays } from './builders.js';
import { superuser } from './database.js';

const NAME = 'Quendoline Zwirbelhuber';
const TEXT = `Ich, ${NAME}, bitte um eine Bank. Zwirbelhubers Garten liegt am Ufer.`;
const AUTHOR = {
  ...{ kind: 'person' as const, isAnonymous: false, name: NAME },
  ...{ email: 'q@zwirbel.example', answerBy: 'email' as const },
};

describe('a redacted copy', () => {
  const product = testApp();
  let town: TenantRef;
  let other: TenantRef;
  let procedure: Procedure;
  let worker: Worker;
  const fresh = (...roles: string[]): Actor => ({ ...anActor(...roles), authenticatedAt: clock.now() });
  const [maker, releaser, admin] = [anActor('clerk'), fresh('planner'), fresh('town-admin')];

  const as = <T>(actor: Actor, work: () => Promise<T>, place?: TenantRef): Promise<T> =>
    product.as({ tenantId: (place ?? town).id, tenantSlug: (place ?? town).slug, actor }, work);
  const releases = () => product.get(ReleaseService);
  const submit = async (input: object = {}, to = procedure, place = town) => {
    const visit = { tenantId: place.id, tenantSlug: place.slug };
    const given = aStatement(to, { text: TEXT, author: AUTHOR, mayPublish: true, ...input });
    return { id: given.id, ...(await product.as(visit, () => product.get(IntakeService).submit(given))) };
  };
  const propose = (
    number: string,
    changes: Partial<Proposal> & { place?: TenantRef } = {},
    actor = maker,
  ) => {
    const { place, ...said } = changes;
    const copy = {
      source: TEXT.replace(NAME, `⟦${NAME}⟧`),
      words: ['Zwirbelhuber'],
      authorLabel: 'Bürgerin',
      files: [],
    };
    return as(actor, () => releases().propose(number, { ...copy, ...said }), place);
  };
  const release = (number: string, actor = releaser) => as(actor, () => releases().release(number));
  const seen = (id: string, actor = maker) => as(actor, () => product.get(ReleaseView).forDesk(id));
  const setRules = (settings: Settings) =>
    as(admin, async () => {
      const { version } = await product.get(TownSettingsService).open();
      await product.get(TownSettingsService).save('rules', { version, changes: { settings } });
    });
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (problem: Problem) => problem.code,
    );
  const voices = async (id: string) =>
    (await (await superuser()).query('select * from pub.voice where id = $1', [id])).rows as {
      text: string;
      files: { id: string; name: string; key: string }[];
    }[];

  beforeAll(async () => {
    [town, other] = [await aTown(product, { slug: 'zeitz' }), await aTown(product, { slug: 'stendal' })];
    procedure = await aProcedure(product, town, { slug: 'elster' });
    for (const one of [releaser, admin]) await aMember(product, town, one);
    worker = await startWorker(product.app);
  });
  afterEach(async () => {
    clock.set(null);
    await setRules({ releaseByTwo: true, objectionDays: 0 });
  });
  afterAll(() => worker?.stop());

  test('is made by one and released by another where the town wants it so', async () => {
    await setRules({ releaseByTwo: true, objectionDays: 0 });
    const { id, number } = await submit();
    await propose(number, {}, releaser);
    expect((await seen(id, releaser))!.can).toMatchObject({ release: false, propose: true });
    expect(await codeOf(release(number, releaser))).toBe('canConfirmRelease.forbidden');
    await setRules({ releaseByTwo: false, objectionDays: 0 });
    await release(number, releaser);
    expect((await seen(id))!.state).toBe('published');
    expect(await codeOf(release(number, releaser))).toBe('canConfirmRelease.forbidden');
  });

  test('is released by its maker where the town has nobody else who may', async () => {
    const alone = await aTown(product);
    const statement = await submit({}, await aProcedure(product, alone), alone);
    await propose(statement.number, { place: alone }, admin);
    await as(admin, () => releases().release(statement.number), alone);
    expect((await as(admin, () => product.get(ReleaseView).forDesk(statement.id), alone))!.state).toBe(
      'published',
    );
  });

  test('is public without what was marked, and its author is told', async () => {
    const { id, number } = await submit();
    await propose(number);
    await release(number);
    await worker.settle();
    expect((await voices(id))[0]!.text).toBe(
      'Ich, [geschwärzt], bitte um eine Bank. [geschwärzt] Garten liegt am Ufer.',
    );
    expect(JSON.stringify(await voices(id))).not.toMatch(/zwirbel/i);
    const told = (await product.get(Mail).kept()).find(
      ({ text }) => text.includes(number) && text.includes('jetzt öffentlich'),
    );
    expect(told).toMatchObject({ to: AUTHOR.email });
  });

  test('goes back with a reason, and comes again', async () => {
    const { id, number } = await submit();
    await propose(number);
    await as(releaser, () => releases().sendBack(number, 'Auch das Ufer.'));
    expect(await seen(id)).toMatchObject({ state: 'sent-back', reason: 'Auch das Ufer.' });
    expect(await codeOf(release(number))).toBe('canConfirmRelease.forbidden');
    await propose(number);
    expect((await seen(id))!.state).toBe('proposed');
  });

  test('is refused with an open mark, without consent, and to who has no part in it', async () => {
    const [{ number }, { number: closed }] = [await submit(), await submit({ mayPublish: false })];
    expect(await codeOf(propose(number, { source: 'Ich, ⟦Anna' }))).toBe('input.invalid');
    expect(await codeOf(propose(closed))).toBe('canProposeRelease.forbidden');
    for (const role of ['reader', 'paper-entry'])
      expect(await codeOf(propose(number, {}, anActor(role)))).toBe('canProposeRelease.forbidden');
    for (const role of ['editor', 'anonymous'])
      expect(await codeOf(propose(number, {}, anActor(role)))).toBe('statement.not-found');
    expect(await codeOf(propose(number, { place: other }))).toBe('statement.not-found');
    await propose(number);
    expect(await codeOf(release(number, fresh('clerk')))).toBe('canConfirmRelease.forbidden');
    expect(await codeOf(release(number, anActor('planner')))).toBe('sign-in.not-fresh');
  });

  test('is open to who works in its procedure only, and to them no other', async () => {
    const elsewhere = await aProcedure(product, town, { slug: 'woanders' });
    const [here, there] = [await submit(), await submit({}, elsewhere)];
    const office = { ...anActor(), rolesIn: { [elsewhere.id]: ['planner'] } };
    expect(await codeOf(propose(here.number, {}, office))).toBe('statement.not-found');
    expect(await codeOf(propose(there.number, {}, office))).toBeNull();
    expect((await as(office, () => allDue())).map(({ kind, scope }) => [kind, scope!.slug])).toContainEqual([
      'release.to-confirm',
      'woanders',
    ]);
    expect((await as(office, () => allDue())).every(({ scope }) => scope!.slug === 'woanders')).toBe(true);
  });

  test('is shown to its author first, and public by the clock when nobody objects', async () => {
    await setRules({ releaseByTwo: true, objectionDays: 14 });
    const { id, number } = await submit();
    await propose(number);
    await release(number);
    await worker.settle();
    expect(await voices(id)).toEqual([]);
    const over = endOfDay(inDays(14));
    const shown = await as(anActor(), () => product.get(ReleaseView).forAuthor(id));
    expect(shown).toMatchObject({ objectUntil: over.toISOString(), canObject: true });
    expect(JSON.stringify(shown)).not.toMatch(/zwirbel/i);

    const publish = () => as(anActor(), () => releases().publishUnobjected(id));
    clock.set(new Date(over.getTime() - 1));
    await publish();
    expect((await seen(id))!.state).toBe('shown');
    clock.set(over);
    expect(await codeOf(as(anActor(), () => releases().object(id, 'Nein')))).toBe(
      'canObjectToRelease.forbidden',
    );
    await publish();
    clock.set(null);
    expect((await seen(id))!.state).toBe('published');
    await worker.settle();
    expect(await voices(id)).toHaveLength(1);
  });

  test('is stopped by an objection, which comes to what is due', async () => {
    await setRules({ releaseByTwo: true, objectionDays: 7 });
    const { id, number } = await submit();
    await propose(number);
    await release(number);
    await as(anActor(), () => releases().object(id, 'Man erkennt mich.'));
    expect(await codeOf(as(anActor(), () => releases().object(id, '')))).toBe('canObjectToRelease.forbidden');
    clock.set(new Date(Date.now() + 30 * 86_400_000));
    await as(anActor(), () => releases().publishUnobjected(id));
    clock.set(null);
    expect(await seen(id)).toMatchObject({ state: 'objected', reason: 'Man erkennt mich.' });
    const due = await as(releaser, () => allDue());
    expect(due).toContainEqual(expect.objectContaining({ kind: 'release.objected', count: 1 }));
  });

  test('leaves the public when it is retracted, with its files; the log keeps why', async () => {
    const { id, number } = await submit();
    await propose(number);
    await release(number);
    await worker.settle();
    expect(await codeOf(as(anActor('clerk'), () => releases().retract(number, 'Versehen')))).toBe(
      'canRetractRelease.forbidden',
    );
    await as(releaser, () => releases().retract(number, 'Versehen'));
    await worker.settle();
    expect(await voices(id)).toEqual([]);
    const actions = await as(releaser, () =>
      product.get(EntityManager).find(JournalEntry, { subjectId: id }, { orderBy: { at: 'asc' } }),
    );
    expect(actions.map(({ action }) => action)).toEqual([
      'release.proposed',
      'statement.released',
      'release.retracted',
    ]);
    expect(actions.at(-1)!.after).toEqual({ reason: 'Versehen' });
  });

  test('of a PDF and a picture has nothing left of what was under the black, nor of what was hidden', async () => {
    const files = [
      await upload('Zwirbelhuber.pdf', await secretPdf()),
      await upload('Garten.jpg', await secretPicture()),
    ];
    const { id, number } = await submit({ files: files.map(({ id, token }) => ({ id, token })) });
    await as(anActor(), async () => {
      for (const one of files)
        await product.get(EntityManager).nativeUpdate(Upload, { id: one.id }, { ownerId: id });
    });
    const whole = { page: 1, left: 0, top: 0, width: 100, height: 30 };
    const chosen: ChosenFile[] = files.map(({ id: uploadId }) => ({ uploadId, areas: [whole] }));
    await propose(number, { files: chosen });
    await release(number);
    await worker.settle();

    const [voice] = await voices(id);
    expect(voice!.files.map(({ name }) => name)).toEqual(['Anlage 1.pdf', 'Anlage 2.jpg']);
    for (const { id: fileId, key } of voice!.files) {
      const bytes = Buffer.concat(await product.get(Files).read(key).toArray());
      expect(everythingIn(bytes)).not.toMatch(/zwirbel|geheimnis/i);
      const answer = await product.app.inject({
        url: `/files/stimme/${id}/${fileId}`,
        headers: { host: 'zeitz.localhost:3000' },
      });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
      expect(answer.headers['content-disposition']).toMatch(/^attachment/);
      expect(answer.rawPayload.equals(bytes)).toBe(true);
    }
    const picture = Buffer.concat(await product.get(Files).read(voice!.files[1]!.key).toArray());
    const { exif, xmp, iptc } = await sharp(picture).metadata();
    expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined]);
    const top = await sharp(picture).extract({ left: 0, top: 0, width: 100, height: 15 }).raw().toBuffer();
    expect(Math.max(...top)).toBeLessThan(16);

    await as(releaser, () => releases().retract(number, 'Versehen'));
    await worker.settle();
    const gone = await product.app.inject({
      url: `/files/stimme/${id}/${voice!.files[0]!.id}`,
      headers: { host: 'zeitz.localhost:3000' },
    });
    expect(gone.statusCode).toBe(404);
    await expect(product.get(Files).read(voice!.files[0]!.key).toArray()).rejects.toThrow(/ENOENT/);
  });

  const upload = (name: string, bytes: Buffer) =>
    product.visit({ tenantId: town.id, tenantSlug: town.slug }, () =>
      product.get(UploadService).keep(name, Readable.from([bytes])),
    );
});

async function secretPdf(): Promise<Buffer> {
  const bytes = await pdf(`Geheimnis ${NAME}`, [
    { text: `Von ${NAME}`, style: 'title' },
    'Es fehlt eine Bank.',
  ]);
  const document = await PDFDocument.load(bytes);
  document.setAuthor(`Geheimnis ${NAME}`);
  await document.attach(Buffer.from(`Geheimnis ${NAME}`), `${randomUUID()}.txt`);
  return Buffer.from(await document.save());
}

const secretPicture = () =>
  sharp({ create: { width: 100, height: 100, channels: 3, background: '#fff' } })
    .withExif({ IFD0: { Artist: 'Geheimnis Zwirbelhuber' } })
    .jpeg()
    .toBuffer();

/** The raw bytes and every stream in them that can be inflated, as text. */
function everythingIn(bytes: Buffer): string {
  const raw = bytes.toString('latin1');
  const streams = [...raw.matchAll(/stream\r?\n/g)].map(({ index, 0: begin }) => {
    const rest = bytes.subarray(index + begin.length);
    try {
      return inflateSync(rest.subarray(0, rest.indexOf('endstream'))).toString('latin1');
    } catch {
      return '';
    }
  });
  return [raw, ...streams, bytes.toString('utf16le')].join('\n');
}
