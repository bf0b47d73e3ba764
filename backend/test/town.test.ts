import { EntityManager } from '@mikro-orm/core';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';

import { Database } from '../src/platform/database.js';
import { JournalEntry } from '../src/platform/journal.entity.js';
import { type Problem } from '../src/platform/problem.js';
import { Pub } from '../src/platform/pub.js';
import { Projector } from '../src/portal/projector.js';
import { TownPictureService } from '../src/desk/town-picture.service.js';
import type { TownPictureInput } from '../src/desk/town.graphql.js';
import { changesBetween, contactOf, defaultsOf, line } from '../src/desk/town.words.js';
import { SetupService } from '../src/procedure/setup.service.js';
import { UploadService } from '../src/platform/upload.service.js';
import { settingsOf } from '../src/tenant/tenant.entity.js';
import { TenantService, type TenantRef } from '../src/tenant/tenant.service.js';
import { TownSettingsService } from '../src/tenant/town-settings.service.js';
import { anActor, testApp } from './app.js';
import { aTown } from './builders.js';

const product = testApp();

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    ({ code, fields }: Problem) => Object.values(fields ?? {})[0] ?? code,
  );

const as = <T>(
  town: TenantRef,
  role: string,
  work: (settings: TownSettingsService) => Promise<T>,
): Promise<T> =>
  product.as({ tenantId: town.id, tenantSlug: town.slug, actor: anActor(role) }, () =>
    work(product.get(TownSettingsService)),
  );

const versionOf = (town: TenantRef) =>
  as(town, 'town-admin', async (settings) => (await settings.open()).version);

/** Sets the claim, as somebody who has the newest version before their eyes. */
const says = async (town: TenantRef, claim: string): Promise<void> => {
  const version = await versionOf(town);
  await as(town, 'town-admin', (settings) => settings.save('look', { version, changes: { claim } }));
};

describe('the settings of a town', () => {
  let town: TenantRef;
  let other: TenantRef;
  beforeAll(async () => {
    [town, other] = [await aTown(product), await aTown(product)];
  });

  test.each([['town-admin'], ['land-operator']])('are open to the %s', async (role) => {
    expect(await codeOf(as(town, role, (settings) => settings.open()))).toBeNull();
  });

  test.each([['planner'], ['clerk'], ['editor'], ['moderator'], ['paper-entry'], ['reader'], ['nobody']])(
    'are closed to the %s',
    async (role) => {
      const wish = { version: 1, changes: { claim: 'Fremd' } };
      const refused = 'canEditTown.forbidden';
      expect(await codeOf(as(town, role, (settings) => settings.open()))).toBe(refused);
      expect(await codeOf(as(town, role, (settings) => settings.save('look', wish)))).toBe(refused);
      expect(await codeOf(as(town, role, (settings) => settings.history(null)))).toBe(refused);
      expect(await codeOf(as(town, role, (settings) => settings.restore(1, 1)))).toBe(refused);
    },
  );

  test('are closed to an admin of one procedure only', async () => {
    const actor = { ...anActor(), rolesIn: { 'a0000000-0000-4000-8000-000000000000': ['town-admin'] } };
    const open = product.as({ tenantId: town.id, actor }, () => product.get(TownSettingsService).open());
    expect(await codeOf(open)).toBe('canEditTown.forbidden');
  });

  test('are seen by the public once they are projected, and by no other town', async () => {
    await says(town, 'Am Fluss daheim.');
    await product.as({ tenantId: town.id }, () => product.get(Projector).projectTenant());
    const rows = await product
      .get(Pub)
      .rows<{ claim: string }>('t', 'select claim from pub.tenant where id = $1', [town.id]);
    expect(rows).toEqual([{ claim: 'Am Fluss daheim.' }]);
    expect((await as(other, 'town-admin', (settings) => settings.open())).claim).toBe('Hier reden Sie mit.');
    expect((await as(other, 'town-admin', (settings) => settings.history(null))).steps).toEqual([]);
  });

  test('come back as they were, as a new version; every step is told with what differs', async () => {
    const place = await aTown(product);
    await says(place, 'Eins.');
    await says(place, 'Zwei.');
    await as(place, 'town-admin', (settings) => settings.restore(2, 3));
    const { steps } = await as(place, 'town-admin', (settings) => settings.history(null));
    expect(steps.map(({ version }) => [version.number, version.part, version.restoredFrom ?? null])).toEqual([
      [4, 'restored', 2],
      [3, 'look', null],
      [2, 'look', null],
      [1, 'begun', null],
    ]);
    expect(steps.map(({ before, version }) => changesBetween(before, version.content))).toEqual([
      [{ field: 'claim', before: 'Zwei.', after: 'Eins.' }],
      [{ field: 'claim', before: 'Eins.', after: 'Zwei.' }],
      [{ field: 'claim', before: 'Hier reden Sie mit.', after: 'Eins.' }],
      [],
    ]);
    expect((await as(place, 'town-admin', (settings) => settings.open())).claim).toBe('Eins.');
    expect(await codeOf(as(place, 'town-admin', (settings) => settings.restore(99, 4)))).toBe(
      'version.not-found',
    );
    expect(await codeOf(as(other, 'town-admin', (settings) => settings.restore(2, 1)))).toBe(
      'version.not-found',
    );
  });

  test('are told page by page', async () => {
    const place = await aTown(product);
    for (let number = 2; number <= 24; number += 1) await says(place, `Satz ${number}`);
    const first = await as(place, 'town-admin', (settings) => settings.history(null));
    const second = await as(place, 'town-admin', (settings) => settings.history(first.next));
    expect([first.steps.length, first.next, second.steps.length, second.next]).toEqual([20, 5, 4, null]);
    expect(first.steps.at(-1)!.before).not.toBeNull();
  });

  test('do not become a version where nothing was changed', async () => {
    const place = await aTown(product);
    await says(place, 'Hier reden Sie mit.');
    expect(await versionOf(place)).toBe(1);
  });

  test('that two set at once: the second one of the same page is told, of another page is kept', async () => {
    const place = await aTown(product);
    await says(place, 'Von der ersten.');
    const late = (claim: string) =>
      as(place, 'town-admin', (settings) => settings.save('look', { version: 1, changes: { claim } }));
    expect(await codeOf(late('Von der zweiten.'))).toBe('town.changed-meanwhile');
    const imprint = { version: 1, changes: { imprint: 'Neu.' } };
    expect((await as(place, 'town-admin', (settings) => settings.save('legal', imprint))).version).toBe(3);
    const both = await Promise.all(
      ['A', 'B'].map((claim) =>
        codeOf(
          as(place, 'town-admin', (settings) => settings.save('look', { version: 3, changes: { claim } })),
        ),
      ),
    );
    expect(both.sort()).toEqual([null, 'town.changed-meanwhile'].sort());
  });

  test('cannot be rewritten afterwards, not even by the application', async () => {
    const change = as(town, 'town-admin', () =>
      product.get(Database).rows(`update town_version set part = 'x' returning id`),
    );
    await expect(change).rejects.toThrow(/permission denied/);
  });

  test('leave a line in the log with what was and what is', async () => {
    const place = await aTown(product);
    await says(place, 'Neu.');
    const [entry] = await as(place, 'town-admin', () =>
      product.get(EntityManager).find(JournalEntry, { action: 'town.changed' }),
    );
    expect([entry!.before, entry!.after]).toEqual([{ claim: 'Hier reden Sie mit.' }, { claim: 'Neu.' }]);
  });

  test('give rules where the town has said nothing, and defaults that are read elsewhere', async () => {
    const tenants = () => product.as({ tenantId: other.id }, () => product.get(TenantService).own());
    expect(settingsOf(await tenants())).toEqual({ releaseByTwo: true, objectionDays: 0 });
    expect((await tenants()).defaults).toEqual({});
    const defaults = defaultsOf({ ...NOTHING, post: 'Altmarkt 1', answerClosing: 'Danke.' });
    await as(other, 'town-admin', (settings) =>
      settings.save('defaults', { version: 1, changes: { defaults } }),
    );
    expect((await tenants()).defaults).toEqual({
      otherWays: { post: 'Altmarkt 1', inPerson: '', phoneForRecord: '' },
      answerClosing: 'Danke.',
    });
    const { otherWays, contact } = await as(other, 'planner', () =>
      product
        .get(SetupService)
        .begin({ lawProfile: 'baugb-3-2', kind: 'bebauungsplan', title: 'Ein neuer Plan' }),
    );
    expect(otherWays).toMatchObject({ post: 'Altmarkt 1', phoneForRecord: contact.phone });
  });

  test.each([['#ffff00'], ['#ffffff'], ['#7fb2e5'], ['#777777']])('refuse the colour %s', async (colour) => {
    const saved = as(town, 'town-admin', (settings) =>
      settings.save('look', { version: 1, changes: { colour } }),
    );
    expect(await codeOf(saved)).toBe('colour.unreadable');
  });

  test.each([['red'], ['#12345'], ['#1f4e79;x:url(//evil)'], ['#GGGGGG'], ['']])(
    'refuse %j, which is no colour',
    async (colour) => {
      const saved = as(town, 'town-admin', (settings) =>
        settings.save('look', { version: 1, changes: { colour } }),
      );
      expect(await codeOf(saved)).toBe('colour.malformed');
    },
  );

  test('keep names on one line and contacts without empty fields', () => {
    expect(line(' Zeitz\n\u202eztieZ\u0000 ')).toBe('Zeitz ztieZ');
    const contact = { name: 'K', role: 'R', phone: '1', mail: 'a@b.de', street: ' ', hours: 'Mo' };
    expect(contactOf(contact)).toEqual({ name: 'K', role: 'R', phone: '1', mail: 'a@b.de', hours: 'Mo' });
  });
});

describe('the picture of a town', () => {
  let town: TenantRef;
  beforeAll(async () => {
    town = await aTown(product);
  });

  const image = () => sharp({ create: { width: 2000, height: 900, channels: 3, background: '#8a1c2b' } });
  const set = async (input: Partial<TownPictureInput>) => {
    const version = await versionOf(town);
    return as(town, 'town-admin', () =>
      product.get(TownPictureService).save(version, { remove: false, alt: 'Der Markt', ...input }),
    );
  };
  const upload = async (name: string, bytes: Buffer) => {
    const { id, token } = await product.visit({ tenantId: town.id }, () =>
      product.get(UploadService).keep(name, Readable.from([bytes])),
    );
    return { fileId: id, fileToken: token };
  };
  const shown = async () => {
    await product.as({ tenantId: town.id }, () => product.get(Projector).projectTenant());
    const { pictureKey } = await as(town, 'town-admin', (settings) => settings.open());
    return product.app.inject(`/api/towns/${town.slug}/picture/${pictureKey!.slice(-12)}.webp`);
  };

  test.each(['png', 'jpeg', 'webp'] as const)(
    'may be %s, and is shown as WebP without what it said',
    async (format) => {
      const bytes = await image()
        .withExif({ IFD0: { Artist: 'Geheim' } })
        .toFormat(format)
        .toBuffer();
      await set(await upload(`bild.${format}`, bytes));
      const { headers, rawPayload } = await shown();
      expect(headers['content-type']).toBe('image/webp');
      const { width, exif } = await sharp(rawPayload).metadata();
      expect([width, exif]).toEqual([1600, undefined]);
    },
  );

  test('may be a drawing, of which only pixels stay', async () => {
    await set({
      svg: '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><rect width="60" height="20"/></svg>',
    });
    const { rawPayload } = await shown();
    expect((await sharp(rawPayload).metadata()).format).toBe('webp');
  });

  test.each([
    ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'],
    ['<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'],
    ['<html><body>kein Bild</body></html>'],
  ])('is refused where it could act: %s', async (svg) => {
    expect(await codeOf(set({ svg }))).toBe('picture.active-svg');
  });

  test('is refused as PDF, broken, without words for those who do not see it, or of somebody else', async () => {
    expect(await codeOf(set(await upload('a.txt', Buffer.from('Kein Bild.'))))).toBe('picture.wrong-type');
    const broken = Buffer.concat([(await image().png().toBuffer()).subarray(0, 200), Buffer.alloc(50)]);
    expect(await codeOf(set(await upload('b.png', broken)))).toBe('picture.broken');
    expect(await codeOf(set({ alt: ' ' }))).toBe('picture.without-alt');
    expect(await codeOf(set({ fileId: 'a0000000-0000-4000-8000-000000000000', fileToken: 'x' }))).toBe(
      'file.unknown',
    );
  });

  test('comes back with the version that had it, and can be taken away', async () => {
    const { pictureKey, version } = await as(town, 'town-admin', (settings) => settings.open());
    expect((await set({ remove: true })).pictureKey).toBeNull();
    const back = await as(town, 'town-admin', (settings) => settings.restore(version, version + 1));
    expect(back.pictureKey).toBe(pictureKey);
    expect((await shown()).statusCode).toBe(200);
  });

  test('is asked for by the end of its key only, and by no file of another kind', async () => {
    for (const name of ['x.webp', '%27.webp', '..%2F..%2Fsecrets.json', '000000000000.webp'])
      expect((await product.app.inject(`/api/towns/${town.slug}/picture/${name}`)).statusCode).toBe(404);
  });
});

test('the pages check colours as the settings do', () => {
  const [here, there] = ['../src/tenant/contrast.ts', '../../frontend/src/lib/portal/contrast.ts'];
  const text = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');
  expect(text(there)).toBe(text(here));
});

const NOTHING = {
  post: '',
  inPerson: '',
  phoneForRecord: '',
  otherAccess: '',
  answerClosing: '',
  noticeFooter: '',
  contactName: '',
  contactRole: '',
  contactPhone: '',
  contactMail: '',
};
