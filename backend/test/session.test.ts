import { beforeAll, describe, expect, test } from '@jest/globals';
import { generateKeyPairSync, createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { importJWK, SignJWT, UnsecuredJWT, type JWTHeaderParameters, type JWTPayload } from 'jose';

import type { TenantRef } from '../src/tenant/tenant.service.js';
import { settleSignIn, signIn, signInApp } from './signed-in.js';
import { Visitor } from './visitor.js';

const setting = await settleSignIn();
const { origin } = setting;
const { issuer } = setting.issuer;
const product = await signInApp(setting);
const { aTown } = await import('./builders.js');
const { superuser } = await import('./database.js');
const { TrustedDocuments } = await import('../src/platform/documents.js');
const { Database } = await import('../src/platform/database.js');
const { IdentityProvider } = await import('../src/account/identity-provider.js');
const { SessionService } = await import('../src/account/session.service.js');
const { TokenService } = await import('../src/account/tokens.service.js');
const { AccountService } = await import('../src/account/account.service.js');
const { clock } = await import('../src/platform/clock.js');
const { EntityManager } = await import('@mikro-orm/core');

const JSON_HEADERS = { 'content-type': 'application/json', 'x-requested-by': 'test' };
const at = (town: TenantRef) => `http://${town.slug}.localhost:${setting.port}`;

function ask(visitor: Visitor, address: string, headers: Record<string, string> = JSON_HEADERS) {
  const id = product.get(TrustedDocuments).add('query Me { me { name } }');
  const body = JSON.stringify({ id, variables: {}, operationName: 'Me' });
  return visitor.step(`${address}/graphql`, { method: 'POST', body, headers });
}

async function nameOf(visitor: Visitor, address: string, headers?: Record<string, string>) {
  const { data } = (await (await ask(visitor, address, headers)).json()) as {
    data: { me: { name: string } | null };
  };
  return data.me?.name ?? null;
}

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

  test('asks the issuer once when twenty requests come at the same time, in two processes', async () => {
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
      Promise.all(Array.from({ length: 20 }, (_, number) => services[number % 2]!.actorFor(shown))),
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

    const question = await (await anna.step(`${at(zeitz)}/auth/logout?to=/health/live`)).text();
    const atIssuer = await (await anna.send(question, {})).text();
    await anna.send(atIssuer, { logout: 'yes' });

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

interface Forged {
  header?: Partial<JWTHeaderParameters> & Record<string, unknown>;
  claims?: Record<string, unknown>;
  without?: string[];
}

describe('a token', () => {
  const keyFile = join(process.env.DATA_DIR!, 'sign-in/keys.json');
  const jwk = () =>
    (JSON.parse(readFileSync(keyFile, 'utf8')) as { jwks: { keys: [Record<string, string>] } }).jwks.keys[0];
  const now = () => Math.floor(Date.now() / 1000);
  const claims = (): JWTPayload => ({
    iss: issuer,
    aud: 'mitsprache-backend',
    azp: 'mitsprache-backend',
    sub: '5a1e0000-0000-4000-8000-000000000002',
    typ: 'Bearer',
    iat: now(),
    exp: now() + 60,
    jti: randomUUID(),
    sid: 'sid-of-bearer',
    acr: '1',
    name: 'Bernd Böttcher',
  });

  async function signed({ header = {}, claims: other = {}, without = [] }: Forged = {}): Promise<string> {
    const payload: Record<string, unknown> = { ...claims(), ...other };
    for (const name of without) delete payload[name];
    const { alg, kid } = jwk();
    return new SignJWT(payload)
      .setProtectedHeader({ alg: alg!, kid: kid!, typ: 'JWT', ...header } as JWTHeaderParameters)
      .sign(await importJWK(jwk(), 'ES256'));
  }

  const statusWith = async (token: string) =>
    (await ask(new Visitor(), origin, { ...JSON_HEADERS, authorization: `Bearer ${token}` })).status;

  test('that is right says who asks', async () => {
    const authorization = `Bearer ${await signed()}`;
    expect(await nameOf(new Visitor(), origin, { ...JSON_HEADERS, authorization })).toBe('Bernd Böttcher');
    expect(await statusWith(await signed({ header: { typ: 'at+jwt' } }))).toBe(200);
  });

  const past = () => now() - 10;
  test.each<[string, () => Forged]>([
    ['another issuer', () => ({ claims: { iss: 'http://evil.example/realms/mitsprache' } })],
    ['an issuer that only begins alike', () => ({ claims: { iss: `${issuer}2` } })],
    ['another issuer’s slash', () => ({ claims: { iss: `${issuer}/` } })],
    ['no issuer', () => ({ without: ['iss'] })],
    ['another audience', () => ({ claims: { aud: 'account' } })],
    ['no audience', () => ({ without: ['aud'] })],
    ['another client', () => ({ claims: { azp: 'other-client' } })],
    ['no client', () => ({ without: ['azp'] })],
    ['no subject', () => ({ without: ['sub'] })],
    ['the past', () => ({ claims: { exp: past() } })],
    ['no end', () => ({ without: ['exp'] })],
    ['an end in words', () => ({ claims: { exp: 'tomorrow' } })],
    ['a beginning to come', () => ({ claims: { nbf: now() + 60 } })],
    ['a birth to come', () => ({ claims: { iat: now() + 60, exp: now() + 120 } })],
    ['no birth', () => ({ without: ['iat'] })],
    ['the type of an ID token', () => ({ claims: { typ: 'ID' } })],
    ['the type of a refresh token', () => ({ claims: { typ: 'Refresh' } })],
    ['the nonce of an ID token', () => ({ claims: { nonce: 'n' } })],
    ['the hash of an ID token', () => ({ claims: { at_hash: 'x' } })],
    ['the events of a logout token', () => ({ claims: { events: {} } })],
    ['the header of a logout token', () => ({ header: { typ: 'logout+jwt' } })],
    ['the header of an authorization response', () => ({ header: { typ: 'oauth-authz-req+jwt' } })],
    ['a name of key that nobody knows', () => ({ header: { kid: 'unknown' } })],
    ['a critical header that we do not know', () => ({ header: { crit: ['x'], x: 1 } })],
  ])('with %s is refused', async (_what, forged) => {
    const token = await signed(forged()).catch(async () => {
      // jose refuses to sign what no honest issuer would; then the bytes are put together by hand.
      const { header = {}, claims: other = {} } = forged();
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ alg: 'ES256', kid: jwk()['kid'], typ: 'JWT', ...header })}.${part({ ...claims(), ...other })}.AAAA`;
    });
    expect(await statusWith(token)).toBe(401);
  });

  test('without or with a foreign signature is refused', async () => {
    const { kid } = jwk();
    const none = new UnsecuredJWT(claims()).encode();
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${part({ alg: 'none', kid, typ: 'JWT' })}.${part(claims())}.x`;
    const publicJwk = await (await fetch(`${issuer}/protocol/openid-connect/certs`)).text();
    const head = `${part({ alg: 'HS256', kid, typ: 'JWT' })}.${part(claims())}`;
    const confused = `${head}.${createHmac('sha256', publicJwk).update(head).digest('base64url')}`;
    const ownKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const own = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
      .sign(ownKey);
    const { privateKey: rsaKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const rsa = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
      .sign(rsaKey);
    const right = await signed();
    const changed = right.replace(/\.[^.]+\./, `.${part({ ...claims(), sub: 'other' })}.`);

    for (const token of [
      none,
      unsigned,
      confused,
      own,
      rsa,
      changed,
      `${right}x`,
      right.slice(0, -2),
      '',
      'x.y.z',
      '..',
    ])
      expect([token.slice(0, 20), await statusWith(token)]).toEqual([token.slice(0, 20), 401]);
    for (const authorization of ['Basic YTpi', 'Bearer', `bearer  ${right}`, `DPoP ${right}`])
      expect((await ask(new Visitor(), origin, { ...JSON_HEADERS, authorization })).status).toBe(401);
  });

  test('cannot say where its key lies', async () => {
    const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const ownJwk = { ...own.publicKey.export({ format: 'jwk' }), kid: 'own', alg: 'ES256', use: 'sig' };
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end(JSON.stringify({ keys: [ownJwk] }));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const place = `http://localhost:${(server.address() as AddressInfo).port}/keys`;
    for (const header of [
      { jku: place },
      { x5u: place },
      { jwk: ownJwk },
      { jku: place, kid: jwk()['kid'] },
    ]) {
      const protectedHeader = { alg: 'ES256', typ: 'JWT', kid: 'own', ...header } as JWTHeaderParameters;
      expect(
        await statusWith(
          await new SignJWT(claims()).setProtectedHeader(protectedHeader).sign(own.privateKey),
        ),
      ).toBe(401);
    }
    await new Promise((done) => server.close(done));
    expect(asked).toBe(0);
  });

  test('of a sign-out is heard once, and then refuses the access tokens of that sign-in', async () => {
    const sid = randomUUID();
    const access = await signed({ claims: { sid } });
    expect(await statusWith(access)).toBe(200);

    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
    const logout = {
      header: { typ: 'logout+jwt' },
      claims: { sid, events, exp: now() + 60 },
      without: ['azp', 'typ'],
    };
    const hear = async (token: string) =>
      (
        await new Visitor().step(`${origin}/auth/backchannel-logout`, {
          method: 'POST',
          body: new URLSearchParams({ logout_token: token }),
        })
      ).status;

    expect(await hear(access)).toBe(400);
    expect(await hear(await signed({ ...logout, claims: { ...logout.claims, nonce: 'n' } }))).toBe(400);
    expect(await hear(await signed({ ...logout, claims: { ...logout.claims, events: {} } }))).toBe(400);
    expect(await hear(await signed({ ...logout, claims: { ...logout.claims, iat: now() - 300 } }))).toBe(400);
    expect(await hear(await signed({ ...logout, claims: { ...logout.claims, aud: 'other' } }))).toBe(400);
    expect(await hear(await signed({ ...logout, without: ['azp', 'typ', 'jti'] }))).toBe(400);
    expect(await hear(await signed({ ...logout, without: ['azp', 'typ', 'sub', 'sid'] }))).toBe(400);
    expect(await hear('')).toBe(400);
    expect(await statusWith(access)).toBe(200);

    const right = await signed(logout);
    expect(await hear(right)).toBe(200);
    expect(await hear(right)).toBe(400);
    expect(await statusWith(access)).toBe(401);
  });
});
