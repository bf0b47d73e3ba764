import { beforeAll, describe, expect, test } from '@jest/globals';

import type { TenantRef } from '../src/tenant/tenant.service.js';
import { asker, JSON_HEADERS, leave, settleSignIn, signIn, signInApp } from './signed-in.js';
import { Visitor } from './visitor.js';

const setting = await settleSignIn();
const product = await signInApp(setting);
const { aTown } = await import('./builders.js');
const { superuser } = await import('./database.js');
const { Database } = await import('../src/platform/database.js');
const { IdentityProvider } = await import('../src/account/identity-provider.js');
const { SessionService } = await import('../src/account/session.service.js');
const { TokenService } = await import('../src/account/tokens.service.js');
const { AccountService } = await import('../src/account/account.service.js');
const { clock } = await import('../src/platform/clock.js');
const { EntityManager } = await import('@mikro-orm/core');

const at = (town: TenantRef) => `http://${town.slug}.localhost:${setting.port}`;

const { ask, nameOf } = await asker(product);

async function inSixMinutes<T>(work: () => Promise<T>): Promise<T> {
  clock.shift(6 * 60_000);
  return work().finally(() => clock.shift(0));
}

describe('a session', () => {
  let zeitz: TenantRef;
  let stendal: TenantRef;
  beforeAll(async () => {
    zeitz = await aTown(product);
    stendal = await aTown(product);
  });

  test('asks the issuer once when fifty requests come at the same time, in two processes', async () => {
    const anna = new Visitor();
    await signIn(anna, at(zeitz), 'anna');
    const cookie = anna.cookieHeader(new URL(at(zeitz)));
    const provider = product.get(IdentityProvider);
    let asked = 0;
    const refresh = provider.refresh.bind(provider);
    provider.refresh = (tokens) => {
      asked += 1;
      return refresh(tokens);
    };
    const services = [SessionService, SessionService].map(
      () =>
        new SessionService(
          product.app.get(EntityManager),
          product.get(Database),
          provider,
          product.get(TokenService),
          product.get(AccountService),
        ),
    );
    const { host } = new URL(at(zeitz));
    const shown = { cookie, authorization: undefined, host, tenantId: zeitz.id };

    const actors = await inSixMinutes(() =>
      Promise.all(Array.from({ length: 50 }, (_, number) => services[number % 2]!.actorFor(shown))),
    );
    expect(new Set(actors.map(({ accountId }) => accountId)).size).toBe(1);
    expect(actors[0]!.accountId).not.toBeNull();
    expect(asked).toBe(1);

    clock.shift(12 * 60_000);
    expect((await services[0]!.actorFor(shown)).accountId).not.toBeNull();
    expect(asked).toBe(2);
    clock.shift(0);
    provider.refresh = refresh;
  });

  test('ends when the issuer says that the sign-in is over', async () => {
    const anna = new Visitor();
    await signIn(anna, at(zeitz), 'anna');
    const provider = product.get(IdentityProvider);
    const { refresh } = provider;
    provider.refresh = () =>
      provider.constructor.prototype.refresh.call(provider, { refreshToken: 'gone', idToken: '' });
    await inSixMinutes(async () => expect(await nameOf(anna, at(zeitz))).toBeNull());
    provider.refresh = refresh;
    expect(await nameOf(anna, at(zeitz))).toBeNull();
  });

  test('counts fifteen minutes longer while the issuer cannot be asked', async () => {
    const anna = new Visitor();
    await signIn(anna, at(zeitz), 'anna');
    const provider = product.get(IdentityProvider);
    const { refresh } = provider;
    provider.refresh = () => Promise.reject(new Error('no answer'));
    clock.shift(19 * 60_000);
    expect(await nameOf(anna, at(zeitz))).toBe('Anna Albrecht');
    clock.shift(21 * 60_000);
    expect(await nameOf(anna, at(zeitz))).toBeNull();
    clock.shift(0);
    provider.refresh = refresh;
    expect(await nameOf(anna, at(zeitz))).toBe('Anna Albrecht');
  });

  test('ends ten hours after it began', async () => {
    const anna = new Visitor();
    await signIn(anna, at(zeitz), 'anna');
    clock.shift(10 * 3_600_000 + 1_000);
    expect(await nameOf(anna, at(zeitz))).toBeNull();
    clock.shift(0);
  });

  test('ends everywhere when the person signs out in one town, and its tokens are forgotten', async () => {
    const anna = new Visitor();
    await signIn(anna, at(zeitz), 'anna');
    await signIn(anna, at(stendal), 'anna');
    const stolen = anna.cookieHeader(new URL(at(zeitz)));
    expect(await nameOf(anna, at(stendal))).toBe('Anna Albrecht');

    await leave(anna, `${at(zeitz)}/auth/logout?to=/health/live`);

    expect(anna.at).toBe(`${at(zeitz)}/health/live`);
    expect(await nameOf(anna, at(zeitz))).toBeNull();
    expect(await nameOf(anna, at(stendal))).toBeNull();
    expect(await nameOf(new Visitor(), at(zeitz), { ...JSON_HEADERS, cookie: stolen })).toBeNull();
    const owner = await superuser();
    const { rows } = await owner.query(
      'select ended_at is null as open, tokens from session order by created_at desc limit 2',
    );
    expect(rows).toEqual([
      { open: false, tokens: null },
      { open: false, tokens: null },
    ]);
    const again = await (await anna.visit(`${at(zeitz)}/auth/login`)).text();
    expect(again).toContain('name="password"');
  });

  test('cannot be used from another site', async () => {
    const anna = new Visitor();
    await signIn(anna, at(zeitz), 'anna');
    const json = { 'content-type': 'application/json' };
    const statuses = await Promise.all(
      [
        json,
        { ...JSON_HEADERS, origin: 'https://evil.example' },
        { ...JSON_HEADERS, origin: 'null' },
        { ...JSON_HEADERS, origin: at(stendal) },
        { ...json, origin: at(zeitz) },
      ].map(async (headers) => (await ask(anna, at(zeitz), headers)).status),
    );
    expect(statuses).toEqual([403, 403, 403, 403, 403]);
    expect((await ask(anna, at(zeitz), { ...JSON_HEADERS, origin: at(zeitz) })).status).toBe(200);

    const signOut = (headers: Record<string, string>) =>
      anna.step(`${at(zeitz)}/auth/logout`, {
        method: 'POST',
        body: new URLSearchParams({ to: '/' }),
        headers,
      });
    expect((await signOut({})).status).toBe(403);
    expect((await signOut({ origin: 'https://evil.example' })).status).toBe(403);
    expect(await nameOf(anna, at(zeitz))).toBe('Anna Albrecht');
  });
});
