import { EntityManager } from '@mikro-orm/core';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import type { Account } from '../src/account/account.entity.js';
import { InstitutionMember, type InstitutionRole } from '../src/account/institution.entity.js';
import { InstitutionRegisterService } from '../src/account/institution-register.service.js';
import { codeOfMember, InstitutionService } from '../src/account/institution.service.js';
import { clock } from '../src/platform/clock.js';
import { ANONYMOUS, type Actor } from '../src/platform/current.js';
import type { Problem } from '../src/platform/problem.js';
import { IntakeService } from '../src/statement/intake.service.js';
import { StatementService } from '../src/statement/statement.service.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { testApp } from './app.js';
import { aProcedure, aStatement, aTown } from './builders.js';
import { aPerson } from './matrix/columns.js';

describe('who speaks for an institution', () => {
  const product = testApp();
  let town: TenantRef;
  let other: TenantRef;
  let name: string;
  let karin: Account;
  let omar: Account;

  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      ({ code, fields }: Problem) => Object.values(fields ?? {})[0] ?? code,
    );
  const operator: Actor = { ...ANONYMOUS, roles: ['land-operator'], authenticatedAt: clock.now() };
  const as = <T>(actor: Actor, work: (service: InstitutionService) => Promise<T>, place = town) =>
    product.as({ tenantId: place.id, tenantSlug: place.slug, actor }, () =>
      work(product.get(InstitutionService)),
    );
  const membersWhere = (where: object) =>
    product.as({ actor: operator }, () =>
      product.get(EntityManager).find(InstitutionMember, where, { orderBy: { invitedAt: 'asc' } }),
    );
  /** Who somebody is when they ask, freshly signed in; as the session would say it. */
  const actor = async ({ id }: Account, isFresh = true): Promise<Actor> => ({
    ...ANONYMOUS,
    accountId: id,
    speaksFor: (await membersWhere({ accountId: id, endedAt: null })).map(
      ({ institution }) => institution.id,
    ),
    authenticatedAt: isFresh ? clock.now() : null,
  });
  const invited = async (mail: string) => (await membersWhere({ mail, endedAt: null, acceptedAt: null }))[0]!;
  const accept = async (account: Account, member?: InstitutionMember, place = town) => {
    const link = member ?? (await invited(account.mail!));
    return as(await actor(account), (service) => service.accept(link.id, codeOfMember(link)), place);
  };
  const invite = async (by: Account, mail: string, role: InstitutionRole = 'institution-clerk') => {
    const [own] = await as(await actor(by), (service) => service.own());
    return as(await actor(by), (service) => service.invite(own!.institution.id, mail, role));
  };
  const membership = async ({ id }: Account) => (await membersWhere({ accountId: id, endedAt: null }))[0]!.id;
  const end = async (by: Account, whose: Account) => {
    const member = await membership(whose);
    return as(await actor(by), (service) => service.end(member));
  };

  beforeAll(async () => {
    town = await aTown(product);
    other = await aTown(product);
  });
  beforeEach(async () => {
    name = `Landratsamt ${randomUUID()}`;
    karin = await aPerson(product, 'Karin Koordination');
    omar = await aPerson(product, 'Omar Omega');
    await as(operator, (service) => service.register(name, karin.mail!.toUpperCase()));
    await accept(karin);
  });

  test('is registered by the Land alone, once by its name', async () => {
    for (const roles of [[], ['town-admin'], ['planner']]) {
      const asker = { ...operator, accountId: omar.id, roles };
      expect(await codeOf(as(asker, (service) => service.register('Amt', omar.mail!)))).toBe(
        'canRegisterInstitution.forbidden',
      );
    }
    const stale = { ...operator, authenticatedAt: null };
    expect(await codeOf(as(stale, (service) => service.register('Amt', omar.mail!)))).toBe(
      'canRegisterInstitution.forbidden',
    );
    expect(await codeOf(as(operator, (service) => service.register(name.toUpperCase(), omar.mail!)))).toBe(
      'institution.known',
    );
    const page = await product.as({ actor: operator, tenantId: town.id }, () =>
      product.get(InstitutionRegisterService).page(name.slice(12), ''),
    );
    expect(page).toMatchObject({
      ...{ total: 1, next: null },
      institutions: [{ name, coordinators: [karin.mail], clerks: 0, waiting: [] }],
    });
  });

  test('is paged by name, and letters that mean something to the database mean nothing', async () => {
    const word = randomUUID();
    for (let number = 0; number < 52; number += 1)
      await as(operator, (service) =>
        service.register(`${word} ${String(number).padStart(2, '0')}`, omar.mail!),
      );
    const page = (words: string, after = '') =>
      product.as({ actor: operator, tenantId: town.id }, () =>
        product.get(InstitutionRegisterService).page(words, after),
      );
    const first = await page(word);
    expect([first.total, first.institutions.length, first.next]).toEqual([52, 50, `${word} 49`]);
    const second = await page(word, first.next!);
    expect([second.institutions.map((one) => one.name), second.next]).toEqual([
      [`${word} 50`, `${word} 51`],
      null,
    ]);
    expect((await page(`${word.slice(0, 8)}%`)).total).toBe(0);
  });

  test('is invited by a coordinator, and accepts with the invited address in any town, once', async () => {
    await invite(karin, omar.mail!);
    const link = await invited(omar.mail!);
    const stranger = await aPerson(product, 'Olaf Anders');
    expect(await codeOf(accept(stranger, link))).toBe('invitation.other-address');
    expect(await codeOf(as(ANONYMOUS, (service) => service.accept(link.id, codeOfMember(link))))).toBe(
      'canAcceptInvitation.forbidden',
    );
    const forged = async () =>
      as(await actor(omar), (service) =>
        service.accept(link.id, codeOfMember({ ...link, mail: 'x' } as never)),
      );
    expect(await codeOf(forged())).toBe('invitation.not-found');
    expect(await codeOf(accept(omar, link, other))).toBeNull();
    expect(await codeOf(accept(omar, link))).toBe('invitation.not-found');
    expect((await actor(omar)).speaksFor).toHaveLength(1);
    expect(await codeOf(invite(karin, omar.mail!))).toBe('institution.member-known');
  });

  test('is not invited by a clerk, by a coordinator without a second factor, or by that of another one', async () => {
    await invite(karin, omar.mail!);
    await accept(omar);
    expect(await codeOf(invite(omar, 'neu@mail.example'))).toBe('institution.not-found');
    const [own] = await as(await actor(karin), (service) => service.own());
    const { id } = own!.institution;
    const stale = await actor(karin, false);
    expect(await codeOf(as(stale, (service) => service.invite(id, 'neu@mail.example', 'coordinator')))).toBe(
      'institution.not-found',
    );
    const fremd = await aPerson(product, 'Frida Fremd');
    await as(operator, (service) => service.register(`Anderes ${name}`, fremd.mail!));
    await accept(fremd);
    const foreign = await actor(fremd);
    expect(
      await codeOf(as(foreign, (service) => service.invite(id, 'neu@mail.example', 'coordinator'))),
    ).toBe('institution.not-found');
    expect(await codeOf(end(fremd, karin))).toBe('institution.not-found');
  });

  test('is not let in by a link that is over, taken back or followed by another', async () => {
    await invite(karin, omar.mail!);
    const first = await invited(omar.mail!);
    await invite(karin, omar.mail!);
    expect(await codeOf(accept(omar, first))).toBe('invitation.not-found');
    const second = await invited(omar.mail!);
    clock.shift(15 * 86_400_000);
    try {
      expect(await codeOf(accept(omar, second))).toBe('invitation.not-found');
    } finally {
      clock.shift(0);
    }
    const [waiting] = await membersWhere({ mail: omar.mail!, endedAt: null });
    await as(await actor(karin), (service) => service.end(waiting!.id));
    expect(await codeOf(accept(omar, second))).toBe('invitation.not-found');
  });

  test('becomes a coordinator by another invitation; the last one stays', async () => {
    expect(await codeOf(end(karin, karin))).toBe('institution.last-coordinator');
    await invite(karin, omar.mail!);
    await accept(omar);
    await invite(karin, omar.mail!, 'coordinator');
    await accept(omar);
    expect((await actor(omar)).speaksFor).toHaveLength(1);
    expect(await codeOf(end(omar, karin))).toBeNull();
    expect(await codeOf(end(omar, omar))).toBe('institution.last-coordinator');
    expect((await actor(karin)).speaksFor).toEqual([]);
    const [own] = await as(await actor(omar), (service) => service.own());
    expect(own!.members.map(({ role, endedAt }) => [role, endedAt !== null])).toEqual([
      ['coordinator', true],
      ['institution-clerk', true],
      ['coordinator', false],
    ]);
  });

  test('loses a coordinator of two who end each other at the same moment, not both', async () => {
    await invite(karin, omar.mail!, 'coordinator');
    await accept(omar);
    const codes = await Promise.all([codeOf(end(karin, omar)), codeOf(end(omar, karin))]);
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => /last-coordinator|not-found/.test(code ?? ''))).toHaveLength(1);
  });

  describe('and sends a statement', () => {
    const submit = async (by: Actor, institution: string, author: object = {}) => {
      const procedure = await aProcedure(product, town);
      const input = aStatement(procedure);
      Object.assign(input.author, { kind: 'organisation', name: 'Omar Omega', institution, ...author });
      return product.as({ tenantId: town.id, tenantSlug: town.slug, actor: by }, () =>
        product.get(IntakeService).submit(input),
      );
    };
    const read = (by: Actor, number: string) =>
      product.as({ tenantId: town.id, tenantSlug: town.slug, actor: by }, () =>
        product.get(StatementService).own(number),
      );

    test('says its registered name, whatever was typed; everybody there sees it, nobody who has left', async () => {
      await invite(karin, omar.mail!);
      await accept(omar);
      const by = await actor(omar);
      const { number } = await submit(by, by.speaksFor[0]!, { organisation: 'Kanzleramt' });
      expect(await read(await actor(karin), number)).toMatchObject({ institution: name });
      const [listed] = await product.as({ tenantId: town.id, actor: await actor(karin) }, () =>
        product.get(StatementService).listOwn(),
      );
      expect(listed).toMatchObject({ number, institution: name });
      await end(karin, omar);
      expect(await codeOf(read(await actor(omar), number))).toBe('statement.not-found');
    });

    test('for no other institution, not without a name, and not without an account', async () => {
      const by = await actor(karin);
      const own = by.speaksFor[0]!;
      expect(await codeOf(submit(by, randomUUID()))).toBe('institution.not-yours');
      expect(await codeOf(submit(await actor(omar), own))).toBe('institution.not-yours');
      expect(await codeOf(submit(ANONYMOUS, own))).toBe('institution.not-yours');
      expect(await codeOf(submit(by, own, { isAnonymous: true }))).toBe('institution.not-yours');
      expect(await codeOf(submit(by, own, { kind: 'person' }))).toBe('institution.not-yours');
    });
  });
});
