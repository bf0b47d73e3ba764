import { EntityManager } from '@mikro-orm/core';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { type Account, type Role } from '../src/account/account.entity.js';
import { AccountService } from '../src/account/account.service.js';
import type { Invitation } from '../src/account/invitation.entity.js';
import { codeOf as linkCodeOf, InvitationService } from '../src/account/invitation.service.js';
import type { GrantInput } from '../src/desk/people.graphql.js';
import { PeopleService } from '../src/desk/people.service.js';
import { clock } from '../src/platform/clock.js';
import { ANONYMOUS, type Actor } from '../src/platform/current.js';
import { Database } from '../src/platform/database.js';
import { JournalEntry } from '../src/platform/journal.entity.js';
import { type Problem } from '../src/platform/problem.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { testApp } from './app.js';
import { aProcedure, aTown } from './builders.js';

describe('who works with a town', () => {
  const product = testApp();
  let town: TenantRef;
  let other: TenantRef;
  let anna: Account;
  let karin: Account;

  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      ({ code, fields }: Problem) => Object.values(fields ?? {})[0] ?? code,
    );
  const fresh = (accountId: string | null, ...roles: string[]): Actor => ({
    ...ANONYMOUS,
    accountId,
    roles,
    authenticatedAt: clock.now(),
  });
  const as = <T>(
    actor: Actor,
    work: (people: PeopleService, accounts: AccountService) => Promise<T>,
    place = town,
  ) =>
    product.as({ tenantId: place.id, tenantSlug: place.slug, actor }, () =>
      work(product.get(PeopleService), product.get(AccountService)),
    );
  const operator = () => fresh(null, 'land-operator');
  const admin = () => fresh(karin.id, 'town-admin');
  const meet = (name: string, mail: string | null) =>
    product.as({}, () =>
      product
        .get(AccountService)
        .meet({ subject: randomUUID(), name, mail, assurance: 'email', assuranceSource: 'email' }),
    );
  const grant = (input: Partial<GrantInput>, actor = admin(), place = town) =>
    as(actor, (people) => people.grant({ mail: anna.mail!, role: 'reader', ...input }), place);
  const rolesOf = async (name: string, place = town) =>
    (await as(operator(), (people) => people.list(), place)).members
      .filter((member) => member.name === name)
      .flatMap(({ roles }) => roles);

  beforeAll(async () => {
    other = await aTown(product);
  });
  beforeEach(async () => {
    town = await aTown(product);
    anna = await meet('Anna Albrecht', `anna-${randomUUID()}@mail.example`);
    karin = await meet('Karin Lindner', `karin-${randomUUID()}@mail.example`);
    await grant({ mail: karin.mail!, role: 'town-admin' }, operator());
  });

  test('gets a role for the town by the confirmed address, whatever its letters', async () => {
    await grant({ mail: ` ${anna.mail!.toUpperCase()} ` });
    await grant({ mail: anna.mail! });
    expect(await rolesOf('Anna Albrecht')).toMatchObject([
      { role: 'reader', procedureTitle: null, grantedBy: 'Karin Lindner', canEnd: true },
    ]);
    expect(await rolesOf('Anna Albrecht', other)).toEqual([]);
  });

  test('gets a role for one procedure of this town only', async () => {
    const here = await aProcedure(product, town, { slug: 'hier', title: 'Hier' });
    await aProcedure(product, other, { slug: `dort-${town.slug}` });
    await grant({ procedure: here.slug, role: 'planner' });
    expect(await rolesOf('Anna Albrecht')).toMatchObject([{ role: 'planner', procedureTitle: 'Hier' }]);
    expect(await codeOf(grant({ procedure: `dort-${town.slug}` }))).toBe('procedure.not-found');
    expect(await codeOf(grant({ procedure: here.slug, role: 'town-admin' }))).toBe('role.town-only');
  });

  describe('and has not signed in yet', () => {
    const mail = () => `neu-${randomUUID()}@mail.example`;
    const invited = async (address: string, input: Partial<GrantInput> = {}) => {
      expect(await grant({ mail: address, ...input })).toEqual({ isInvitation: true });
      const [invitation] = await as(admin(), () => product.get(InvitationService).waiting());
      return invitation!;
    };
    const accept = (
      invitation: Invitation,
      actor: Actor,
      { code = linkCodeOf(invitation), place = town } = {},
    ) => as(actor, () => product.get(InvitationService).accept(invitation.id, code), place);

    test('is invited by a link that this address accepts, once', async () => {
      const procedure = await aProcedure(product, town, { slug: 'plan' });
      const address = mail();
      const invitation = await invited(address.toUpperCase(), { procedure: procedure.slug });
      const neu = await meet('Nora Neu', address);
      const stranger = await meet('Olaf Anders', mail());
      const unconfirmed = await meet('Uwe Unbestätigt', null);
      for (const { id } of [stranger, unconfirmed])
        expect(await codeOf(accept(invitation, fresh(id)))).toBe('invitation.other-address');
      expect(await codeOf(accept(invitation, ANONYMOUS))).toBe('canAcceptInvitation.forbidden');
      expect(await codeOf(accept(invitation, fresh(neu.id), { code: 'f'.repeat(40) }))).toBe(
        'invitation.not-found',
      );
      expect(await codeOf(accept(invitation, fresh(neu.id), { place: other }))).toBe('invitation.not-found');
      expect(await codeOf(accept(invitation, fresh(neu.id)))).toBeNull();
      expect(await rolesOf('Nora Neu')).toMatchObject([
        { role: 'reader', procedureTitle: procedure.title, grantedBy: 'Karin Lindner' },
      ]);
      expect(await codeOf(accept(invitation, fresh(neu.id)))).toBe('invitation.not-found');
    });

    test('is not let in by a link that is over, taken back or followed by another', async () => {
      const address = mail();
      const first = await invited(address);
      const second = await invited(address);
      const neu = await meet('Nora Neu', address);
      expect(await codeOf(accept(first, fresh(neu.id)))).toBe('invitation.not-found');
      clock.shift(15 * 86_400_000);
      try {
        expect(await codeOf(accept(second, fresh(neu.id)))).toBe('invitation.not-found');
      } finally {
        clock.shift(0);
      }
      const end = (actor: Actor) => as(actor, () => product.get(InvitationService).end(second.id));
      expect(await codeOf(end(fresh(anna.id, 'planner')))).toBe('canGrantRole.forbidden');
      expect(await codeOf(end(admin()))).toBeNull();
      expect(await codeOf(accept(second, fresh(neu.id)))).toBe('invitation.not-found');
    });

    test('is invited also where an address belongs to more than one', async () => {
      await meet('Anna Doppelt', anna.mail!);
      expect(await grant({})).toEqual({ isInvitation: true });
    });
  });

  test.each([['planner'], ['clerk'], ['editor'], ['moderator'], ['paper-entry'], ['reader'], ['nobody']])(
    'is neither shown nor changed by the %s',
    async (role) => {
      const somebody = fresh(anna.id, role);
      expect(await codeOf(as(somebody, (people) => people.list()))).toBe('canSeePeople.forbidden');
      expect(await codeOf(grant({}, somebody))).toBe('canGrantRole.forbidden');
      const [held] = await rolesOf('Karin Lindner');
      const end = as(somebody, (_people, accounts) => accounts.endRole(held!.id));
      expect(await codeOf(end)).toBe('canGrantRole.forbidden');
    },
  );

  test('is not changed by an admin of one procedure, nor by one whose sign-in is long ago', async () => {
    const scoped = { ...fresh(anna.id), rolesIn: { [randomUUID()]: ['town-admin'] } };
    const stale = { ...admin(), authenticatedAt: new Date(clock.now().getTime() - 11 * 60_000) };
    for (const actor of [scoped, stale, { ...admin(), authenticatedAt: null }])
      expect(await codeOf(grant({}, actor))).toBe('canGrantRole.forbidden');
    expect((await as(stale, (people) => people.list())).isFresh).toBe(false);
  });

  test('loses a role at once, and only in the town where it was held', async () => {
    await grant({ role: 'clerk' as Role });
    const [held] = await rolesOf('Anna Albrecht');
    const end = (actor: Actor, place = town) =>
      as(actor, (_people, accounts) => accounts.endRole(held!.id), place);
    expect(await codeOf(end(operator(), other))).toBe('membership.not-found');
    expect(await codeOf(end(admin()))).toBeNull();
    expect(await codeOf(end(admin()))).toBe('membership.not-found');
    expect(await rolesOf('Anna Albrecht')).toEqual([]);
  });

  test('sees all the towns they work for on every host, and nobody else sees them', async () => {
    const slugs = async (accountId: string | null, place: TenantRef | null = town) =>
      (
        await product.as(
          { tenantId: place?.id ?? null, tenantSlug: place?.slug ?? null, actor: fresh(accountId) },
          (): Promise<{ slug: string }[]> => product.get(AccountService).ownTowns(),
        )
      ).map(({ slug }) => slug);
    const both = [town.slug, other.slug].sort();
    await grant({});
    await grant({ role: 'clerk' });
    await grant({}, operator(), other);

    expect((await slugs(anna.id)).sort()).toEqual(both);
    expect((await slugs(anna.id, null)).sort()).toEqual(both);
    expect(await slugs(karin.id)).toEqual([town.slug]);
    expect(await slugs(null)).toEqual([]);
    const seenByKarin = await product.as({ tenantId: town.id, actor: admin() }, () =>
      product.get(Database).rows('select 1 from account_town where tenant_id = ?', [other.id]),
    );
    expect(seenByKarin).toEqual([]);

    const [reader, clerk] = await rolesOf('Anna Albrecht');
    await as(admin(), (_people, accounts) => accounts.endRole(reader!.id));
    expect((await slugs(anna.id)).sort()).toEqual(both);
    await as(admin(), (_people, accounts) => accounts.endRole(clerk!.id));
    expect(await slugs(anna.id)).toEqual([other.slug]);
    await grant({});
    expect((await slugs(anna.id)).sort()).toEqual(both);
  });

  test('does not shut itself out: nobody ends the own role of admin, nobody that of the last one', async () => {
    const [held] = await rolesOf('Karin Lindner');
    const end = (actor: Actor, id = held!.id) => as(actor, (_people, accounts) => accounts.endRole(id));
    expect(await codeOf(end(admin()))).toBe('membership.own-admin');
    expect(await codeOf(end(operator()))).toBe('membership.last-admin');

    await grant({ role: 'town-admin' });
    const [second] = await rolesOf('Anna Albrecht');
    const both = await Promise.all([
      codeOf(end(admin(), second!.id)),
      codeOf(end(fresh(anna.id, 'town-admin'), held!.id)),
    ]);
    expect(both.filter((code) => code === null)).toHaveLength(1);
    expect(both).toContain('membership.last-admin');
  });

  test('leaves lines in the log, with the name and the role', async () => {
    await grant({});
    const [held] = await rolesOf('Anna Albrecht');
    await as(admin(), (_people, accounts) => accounts.endRole(held!.id));
    const entries = await as(admin(), () =>
      product.get(EntityManager).find(JournalEntry, { subjectId: anna.id }, { orderBy: { at: 'asc' } }),
    );
    const said = { name: 'Anna Albrecht', role: 'reader' };
    expect(entries.map(({ action, before, after }) => [action, before ?? null, after ?? null])).toEqual([
      ['role.granted', null, said],
      ['role.ended', said, null],
    ]);
  });
});
