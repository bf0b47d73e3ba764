import { beforeAll, describe, expect, test } from '@jest/globals';

import type { TenantRef } from '../src/tenant/tenant.service.js';
import { IS_KEYCLOAK } from './keycloak.js';
import { enter, settleSignIn, signIn, signInApp } from './signed-in.js';
import { Visitor } from './visitor.js';

const setting = await settleSignIn();
const { origin } = setting;
const product = await signInApp(setting);
const { aTown } = await import('./builders.js');
const { superuser } = await import('./database.js');
const { TrustedDocuments } = await import('../src/platform/documents.js');
const { AccountService } = await import('../src/account/account.service.js');
const { clock } = await import('../src/platform/clock.js');
const { ANONYMOUS } = await import('../src/platform/current.js');

const at = (town: TenantRef) => `http://${town.slug}.localhost:${setting.port}`;
const SESSION = '__Host-session';

async function me(visitor: Visitor, address: string, headers: Record<string, string> = {}) {
  const id = product.get(TrustedDocuments).add('query Me { me { name mail assurance roles } }');
  const response = await visitor.step(`${address}/graphql`, {
    method: 'POST',
    body: JSON.stringify({ id, variables: {}, operationName: 'Me' }),
    headers: { 'content-type': 'application/json', 'x-requested-by': 'test', ...headers },
  });
  const { data } = (await response.json()) as { data?: { me: Record<string, unknown> | null } };
  return { status: response.status, me: data?.me };
}

async function rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const owner = await superuser();
  const { rows: found } = await owner.query<Row>(sql, values);
  return found;
}

describe('signing in', () => {
  let zeitz: TenantRef;
  let stendal: TenantRef;

  beforeAll(async () => {
    zeitz = await aTown(product, { slug: 'zeitz' });
    stendal = await aTown(product, { slug: 'stendal' });
  });

  test('leads from a town over the main host back to the page in the town', async () => {
    const anna = new Visitor();
    const back = await signIn(anna, at(zeitz), 'anna');

    expect(anna.at).toBe(`${at(zeitz)}/health/live`);
    expect(back.status).toBe(200);
    expect((await me(anna, at(zeitz))).me).toEqual({
      name: 'Anna Albrecht',
      mail: 'anna.albrecht@mail.example',
      assurance: 'substantial',
      roles: [],
    });
  });

  test('gives the browser one strict cookie of that host, and no token', async () => {
    const anna = new Visitor();
    await signIn(anna, at(zeitz), 'anna');

    const line = anna.cookieLine('zeitz.localhost', SESSION) ?? '';
    expect(line).toMatch(/^__Host-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    expect(anna.cookieHeader(new URL(at(zeitz)))).toBe(line.split(';')[0]);
    expect(anna.cookieLine('localhost', SESSION)).toBeUndefined();

    const [session] = await rows<{ secret_hash: string; tokens: string }>(
      'select secret_hash, tokens from session order by created_at desc limit 1',
    );
    expect(line).not.toContain(session!.secret_hash);
    expect(session!.tokens).not.toMatch(/eyJ[\w-]+\.eyJ/);
  });

  test('counts on its own host only', async () => {
    const anna = new Visitor();
    await signIn(anna, at(zeitz), 'anna');
    const cookie = anna.cookieHeader(new URL(at(zeitz)));
    expect((await me(new Visitor(), at(stendal), { cookie })).me).toBeNull();
    expect((await me(new Visitor(), at(zeitz), { cookie })).me).toMatchObject({ name: 'Anna Albrecht' });
  });

  test('works on the main host, and a second town asks for nothing', async () => {
    const anna = new Visitor();
    await signIn(anna, origin, 'anna');
    expect((await me(anna, origin)).me).toMatchObject({ name: 'Anna Albrecht' });
    const welcome = await anna.visit(`${at(stendal)}/auth/login?to=/health/live`);
    expect(welcome.status).toBe(200);
    expect((await me(anna, at(stendal))).me).toMatchObject({ name: 'Anna Albrecht' });
  });

  test('keeps one account, brought up to date', async () => {
    await signIn(new Visitor(), at(zeitz), 'bernd');
    await rows(`update account set name = 'Alt', assurance = 'high' where mail like 'bernd%'`);
    await signIn(new Visitor(), at(stendal), 'bernd');
    expect(await rows(`select name, assurance from account where mail like 'bernd%'`)).toEqual([
      { name: 'Bernd Böttcher', assurance: 'email' },
    ]);
  });

  test('gives a registered person an account whose address is not yet confirmed', async () => {
    const clara = new Visitor();
    const page = await (await clara.visit(`${at(zeitz)}/auth/register?to=/health/live`)).text();
    const person = {
      givenName: 'Clara',
      familyName: 'Çelik',
      email: 'clara@mail.example',
      password: 'ganz geheim',
    };
    // Keycloak's own names for the same fields.
    const names = {
      firstName: person.givenName,
      lastName: person.familyName,
      'password-confirm': person.password,
    };
    await clara.send(page, { ...person, ...(IS_KEYCLOAK ? names : { do: 'register' }) });
    expect((await me(clara, at(zeitz))).me).toMatchObject({
      name: 'Clara Çelik',
      mail: null,
      assurance: 'none',
    });
  });

  // Keycloak's page for name and password has no way back but the browser's.
  (IS_KEYCLOAK ? test.skip : test)('goes back without a session when the person cancels', async () => {
    const anna = new Visitor();
    const page = await (await anna.visit(`${at(zeitz)}/auth/login?to=/health/live`)).text();
    const back = await anna.send(page, { do: 'cancel' });
    expect(anna.at).toBe(`${at(zeitz)}/health/live`);
    expect(back.status).toBe(200);
    expect((await me(anna, at(zeitz))).me).toBeNull();
  });

  test('roles come from our own table, for the town where they were granted, with a second factor', async () => {
    const jonas = new Visitor();
    await signIn(jonas, at(zeitz), 'planung');
    expect((await me(jonas, at(zeitz))).me).toMatchObject({ roles: [] });

    const [account] = await rows<{ id: string }>(`select id from account where name = 'Jonas Petzold'`);
    const operator = { ...ANONYMOUS, roles: ['land-operator'], authenticatedAt: clock.now() };
    const grant = () => product.get(AccountService).grantRole(account!.id, 'planner');
    await product.as({ tenantId: zeitz.id, actor: operator }, grant);
    await product.as({ tenantId: zeitz.id, actor: operator }, grant);
    expect(await rows('select role from membership where account_id = $1', [account!.id])).toHaveLength(1);
    await signIn(jonas, `${at(zeitz)}/auth/step-up?to=/health/live`, 'planung');
    expect((await me(jonas, at(zeitz))).me).toMatchObject({ roles: ['planner'] });

    await signIn(jonas, at(stendal), 'planung');
    expect((await me(jonas, at(stendal))).me).toMatchObject({ roles: [] });

    await rows(`update session set acr = '1' where account_id = $1`, [account!.id]);
    expect((await me(jonas, at(zeitz))).me).toMatchObject({ roles: [] });
  });

  test('a role is granted only by those who may, freshly proved', async () => {
    const [account] = await rows<{ id: string }>('select id from account limit 1');
    const as = (roles: string[], authenticatedAt: Date | null) =>
      product.as({ tenantId: zeitz.id, actor: { ...ANONYMOUS, roles, authenticatedAt } }, () =>
        product.get(AccountService).grantRole(account!.id, 'town-admin'),
      );
    const longAgo = new Date(clock.now().getTime() - 11 * 60_000);
    await expect(as(['planner'], clock.now())).rejects.toThrow('forbidden');
    await expect(as(['town-admin'], longAgo)).rejects.toThrow('forbidden');
    await expect(as(['town-admin'], null)).rejects.toThrow('forbidden');
  });

  test('a step-up asks again and moves the time of proof', async () => {
    const jonas = new Visitor();
    await signIn(jonas, at(zeitz), 'planung');
    const times = () =>
      rows<{ authenticated_at: Date }>(
        `select authenticated_at from session s join account a on a.id = s.account_id
         where a.name = 'Jonas Petzold' and s.ended_at is null order by s.created_at desc limit 1`,
      );
    const [before] = await times();
    await new Promise((wait) => setTimeout(wait, 1_100));
    const page = await jonas.visit(`${at(zeitz)}/auth/step-up?to=/health/live`);
    expect(await page.clone().text()).toContain('name="password"');
    await enter(jonas, page, { username: 'planung' });
    const [after] = await times();
    expect(after!.authenticated_at.getTime()).toBeGreaterThan(before!.authenticated_at.getTime());
  });
});

describe('a ticket', () => {
  let zeitz: TenantRef;
  let stendal: TenantRef;
  const isTicket = (address: string) => address.includes('/auth/ticket');

  beforeAll(async () => {
    zeitz = await aTown(product);
    stendal = await aTown(product);
  });

  async function aTicket(visitor: Visitor): Promise<string> {
    const page = await visitor.visit(`${at(zeitz)}/auth/login?to=/health/live`, isTicket);
    if (visitor.at.includes('/auth/ticket')) return visitor.at;
    await enter(visitor, page, { username: 'anna', stops: isTicket });
    return visitor.at;
  }

  test('counts once', async () => {
    const anna = new Visitor();
    const ticket = await aTicket(anna);
    const cookie = anna.cookieHeader(new URL(at(zeitz)));
    expect((await anna.step(ticket)).status).toBe(200);
    const again = await new Visitor().step(ticket, { headers: { cookie } });
    expect(again.status).toBe(400);
    expect(again.headers.get('set-cookie')).toBeNull();
  });

  test('counts in the browser that asked for it only', async () => {
    const ticket = await aTicket(new Visitor());
    const mallory = new Visitor();
    await mallory.step(`${at(zeitz)}/auth/login`);
    expect((await mallory.step(ticket)).status).toBe(400);
    expect((await new Visitor().step(ticket)).status).toBe(400);
  });

  test('counts on its host only', async () => {
    const anna = new Visitor();
    const ticket = await aTicket(anna);
    const cookie = anna.cookieHeader(new URL(at(zeitz)));
    const elsewhere = ticket.replace(zeitz.slug, stendal.slug);
    expect((await new Visitor().step(elsewhere, { headers: { cookie } })).status).toBe(400);
  });

  test('counts for thirty seconds only', async () => {
    const anna = new Visitor();
    const ticket = await aTicket(anna);
    clock.shift(31_000);
    try {
      expect((await anna.step(ticket)).status).toBe(400);
    } finally {
      clock.shift(0);
    }
  });

  test('gives a new session and ends the one that the browser brought', async () => {
    const anna = new Visitor();
    await anna.visit(await aTicket(anna));
    const brought = anna.cookieHeader(new URL(at(zeitz)));
    await anna.visit(await aTicket(anna));
    const given = anna.cookieHeader(new URL(at(zeitz)));
    expect(given).not.toBe(brought);
    expect((await me(new Visitor(), at(zeitz), { cookie: brought })).me).toBeNull();
    expect((await me(new Visitor(), at(zeitz), { cookie: given })).me).not.toBeNull();
  });

  test('never turns a session of the attacker’s choice into a signed-in one', async () => {
    const chosen = `${SESSION}=${'a'.repeat(43)}`;
    const anna = new Visitor();
    const ticket = await aTicket(anna);
    const cookie = `${chosen}; ${anna.cookieHeader(new URL(at(zeitz)))}`;
    await new Visitor().step(ticket, { headers: { cookie } });
    expect((await me(new Visitor(), at(zeitz), { cookie: chosen })).me).toBeNull();
  });
});

describe('where a sign-in leads', () => {
  let zeitz: TenantRef;
  beforeAll(async () => {
    zeitz = await aTown(product);
  });

  test.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/%09/evil.example',
    '\\/evil.example',
    'javascript:alert(1)',
    '/x\r\nset-cookie: a=b',
    '/..//evil.example',
  ])('never to %j', async (to) => {
    const anna = new Visitor();
    await signIn(anna, `${at(zeitz)}/auth/login?to=${encodeURIComponent(to)}`, 'anna');
    expect(new URL(anna.at).host).toBe(new URL(at(zeitz)).host);
  });

  test('never to a host that is not ours', async () => {
    const browser = 'a'.repeat(64);
    for (const host of ['evil.example', 'localhost:1', `zeitz.localhost`, `x@${zeitz.slug}.localhost`, '']) {
      const query = new URLSearchParams({ for: host, to: '/', browser, as: 'login' });
      const response = await new Visitor().step(`${origin}/auth/begin?${query}`);
      expect([host, response.status, response.headers.get('location')]).toEqual([host, 404, null]);
    }
    const out = await new Visitor().step(
      `${origin}/auth/logged-out?state=${encodeURIComponent('evil.example/x')}`,
    );
    expect(out.headers.get('location')).toBe(`${origin}/`);
  });

  test('begins on hosts of ours only and ends on the main host only', async () => {
    const unknown = `http://nirgendwo.localhost:${setting.port}`;
    expect((await new Visitor().step(`${unknown}/auth/login`)).status).toBe(404);
    expect((await new Visitor().step(`${at(zeitz)}/auth/callback?code=x&state=y`)).status).toBe(404);
    expect((await new Visitor().step(`${at(zeitz)}/auth/begin`)).status).toBe(404);
  });

  test('an answer that nobody here asked for is refused', async () => {
    const isCallback = (address: string) => address.includes('/auth/callback');
    const mallory = new Visitor();
    const page = await mallory.visit(`${at(zeitz)}/auth/login`, isCallback);
    await enter(mallory, page, { username: 'bernd', stops: isCallback });

    const anna = new Visitor();
    expect((await anna.step(mallory.at)).status).toBe(400);
    await anna.visit(`${at(zeitz)}/auth/login`);
    expect((await anna.step(mallory.at)).status).toBe(400);
    expect((await anna.step(mallory.at.replace(/state=[^&]+/, 'state=x'))).status).toBe(400);
  });
});
