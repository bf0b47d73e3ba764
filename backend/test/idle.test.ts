import { EntityManager } from '@mikro-orm/core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';

import { Account, Membership, type Role } from '../src/account/account.entity.js';
import { AccountService } from '../src/account/account.service.js';
import { PeopleService } from '../src/desk/people.service.js';
import { clock } from '../src/platform/clock.js';
import { env } from '../src/platform/env.js';
import { JournalEntry } from '../src/platform/journal.entity.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { startWorker, type Worker } from '../src/worker.js';
import { anActor, testApp } from './app.js';
import { aMember, aTown } from './builders.js';
import { postOffice } from './post-office.js';

describe('roles that nobody uses', () => {
  const product = testApp();
  const begin = clock.now().getTime();
  let office: Awaited<ReturnType<typeof postOffice>>;
  let worker: Worker;
  let town: TenantRef;
  let other: TenantRef;
  const ids: Record<string, string> = {};

  const inTown = <T>(work: (em: EntityManager) => Promise<T>, place = town): Promise<T> =>
    product.as({ tenantId: place.id, tenantSlug: place.slug, actor: anActor('town-admin') }, () =>
      work(product.get(EntityManager)),
    );
  /** The worker as it finds things so many days after everybody had got their role. */
  const onDay = async (day: number): Promise<void> => {
    clock.set(new Date(begin + day * 86_400_000));
    await worker.settle();
    await worker.settle();
  };
  const signsIn = (name: string) =>
    inTown(async (em) => {
      (await em.findOneOrFail(Account, ids[name]!)).signedInAt = clock.now();
    });
  const works = async (name: string, place = town): Promise<Role[]> => {
    const held = await inTown((em) => em.find(Membership, { accountId: ids[name]!, endedAt: null }), place);
    return held.map(({ role }) => role);
  };
  const told = () => office.received.flatMap(({ to }) => to);

  beforeAll(async () => {
    office = await postOffice();
    Object.assign(env, { SMTP_URL: office.url });
    [town, other] = [await aTown(product, { slug: 'zeitz' }), await aTown(product, { slug: 'stendal' })];
    for (const [name, role] of [
      ['erste', 'town-admin'],
      ['zweite', 'town-admin'],
      ['klara', 'clerk'],
      ['paul', 'planner'],
    ] as const) {
      const actor = anActor(role);
      ids[name] = actor.accountId!;
      await product.as({}, async () => {
        const em = product.get(EntityManager);
        const said = {
          name,
          issuer: 'test',
          subject: name,
          mail: `${name}@mail.example`,
          assuranceSource: 'test',
        };
        const account = { ...said, id: actor.accountId!, assurance: 'none', createdAt: clock.now() };
        em.persist(em.create(Account, account as never));
      });
      clock.set(new Date(begin));
      await aMember(product, town, actor);
      if (name === 'klara') await aMember(product, other, { ...actor, roles: ['clerk'] });
      clock.set(null);
    }
    worker = await startWorker(product.app);
  }, 60_000);
  afterEach(() => clock.set(null));
  afterAll(async () => {
    await worker?.stop();
    await office?.close();
    Object.assign(env, { SMTP_URL: undefined });
  });

  test('are left alone for as long as two weeks before they end', async () => {
    await onDay(165.9);
    expect(told()).toEqual([]);
    expect(await works('klara')).toEqual(['clerk']);
  });

  test('end in a fortnight, and the person is told once, in each town', async () => {
    await onDay(100);
    await signsIn('zweite');
    await onDay(166);
    await onDay(167);
    expect(told().sort()).toEqual([
      'erste@mail.example',
      'klara@mail.example',
      'klara@mail.example',
      'paul@mail.example',
    ]);
    const { text } = office.received.find(({ to }) => to[0] === 'paul@mail.example')!;
    const day = new Date(begin + 180 * 86_400_000);
    expect(text).toContain(
      `endet Ihr Zugang am ${day.toLocaleDateString('de-DE', { dateStyle: 'long', timeZone: 'Europe/Berlin' })}`,
    );
    expect(text).toContain('/arbeitsplatz');
  });

  test('stay with who signs in, end for the others to the day, and the log says so', async () => {
    clock.set(new Date(begin + 170 * 86_400_000));
    await signsIn('paul');
    await onDay(179.99);
    expect([await works('klara'), await works('paul')]).toEqual([['clerk'], ['planner']]);
    await onDay(180);
    expect(await works('klara')).toEqual([]);
    expect(await works('klara', other)).toEqual([]);
    expect(await works('paul')).toEqual(['planner']);
    expect(await works('erste')).toEqual([]);
    const entries = await inTown((em) =>
      em.find(JournalEntry, { action: 'role.ended-idle', subjectId: ids.klara! }),
    );
    expect(entries).toMatchObject([{ accountId: null, before: { name: 'klara', role: 'clerk' } }]);
  });

  test('can be granted again, and count from then on', async () => {
    clock.set(new Date(begin + 181 * 86_400_000));
    const admin = { ...anActor('town-admin'), authenticatedAt: clock.now() };
    await product.as({ tenantId: town.id, tenantSlug: town.slug, actor: admin }, () =>
      product.get(AccountService).grantRole(ids.klara!, 'clerk'),
    );
    await onDay(182);
    expect(await works('klara')).toEqual(['clerk']);
    const { idleDays, members } = await product.as(
      { tenantId: town.id, tenantSlug: town.slug, actor: admin },
      () => product.get(PeopleService).list(),
    );
    expect(idleDays).toBe(180);
    expect(members.map(({ name }) => name)).toEqual(['klara', 'paul', 'zweite']);
  });

  test('never leave a town without its last admin', async () => {
    for (const day of [400, 415, 430]) await onDay(day);
    expect(await works('zweite')).toEqual(['town-admin']);
    expect(await works('paul')).toEqual([]);
  });
});
