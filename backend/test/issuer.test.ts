import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { generateKeyPair, importJWK, SignJWT } from 'jose';
import * as oidc from 'openid-client';

import type { TenantRef } from '../src/tenant/tenant.service.js';
import { codeNow, IS_KEYCLOAK, RealmOfKeycloak } from './keycloak.js';
import { asker, JSON_HEADERS, settleSignIn, signIn, signInApp } from './signed-in.js';
import { Visitor } from './visitor.js';

const setting = await settleSignIn();
const { origin } = setting;
const { issuer } = setting.issuer;
const product = await signInApp(setting);
const { aTown } = await import('./builders.js');
const { superuser } = await import('./database.js');
const { AccountService } = await import('../src/account/account.service.js');
const { unseal } = await import('../src/account/seal.js');
const { clock } = await import('../src/platform/clock.js');
const { ANONYMOUS } = await import('../src/platform/current.js');
const { TrustedDocuments } = await import('../src/platform/documents.js');

const { ask, nameOf } = await asker(product);
const at = (town: TenantRef) => `http://${town.slug}.localhost:${setting.port}`;
const realm = setting.issuer as RealmOfKeycloak;
const onKeycloak = IS_KEYCLOAK ? describe : describe.skip;

let zeitz: TenantRef;
let stendal: TenantRef;
beforeAll(async () => {
  zeitz = await aTown(product);
  stendal = await aTown(product);
});

const statusWith = async (token: string) =>
  (await ask(new Visitor(), origin, { ...JSON_HEADERS, authorization: `Bearer ${token}` })).status;

async function rolesOf(visitor: Visitor, address: string): Promise<string[]> {
  const id = product.get(TrustedDocuments).add('query Roles { me { roles } }');
  const body = JSON.stringify({ id, variables: {}, operationName: 'Roles' });
  const answer = await visitor.step(`${address}/graphql`, { method: 'POST', body, headers: JSON_HEADERS });
  return ((await answer.json()) as { data: { me: { roles: string[] } } }).data.me.roles;
}

/** Makes somebody who has signed in once a planner of Zeitz. */
async function hire(name: string): Promise<void> {
  const owner = await superuser();
  const { rows } = await owner.query<{ id: string }>('select id from account where name = $1', [name]);
  const actor = { ...ANONYMOUS, roles: ['land-operator'], authenticatedAt: clock.now() };
  await product.as({ tenantId: zeitz.id, actor }, () =>
    product.get(AccountService).grantRole(rows[0]!.id, 'planner'),
  );
}

/** The real tokens of a person's newest sign-in, the access token through a refresh as the product does it. */
async function realTokens() {
  const owner = await superuser();
  const { rows } = await owner.query<{ id: string; tokens: string }>(
    'select id, tokens from session where tokens is not null order by created_at desc limit 1',
  );
  const { refreshToken, idToken } = unseal<{ refreshToken: string; idToken: string }>(
    `session:${rows[0]!.id}`,
    rows[0]!.tokens,
  )!;
  const { clientKey } = JSON.parse(readFileSync(join(process.env.DATA_DIR!, 'secrets.json'), 'utf8')) as {
    clientKey: { kid: string };
  };
  const key = (await importJWK(clientKey as never, 'ES256')) as oidc.CryptoKey;
  const configuration = await oidc.discovery(
    new URL(issuer),
    'mitsprache-backend',
    { id_token_signed_response_alg: 'ES256' },
    oidc.PrivateKeyJwt({ key, kid: clientKey.kid }),
    { execute: [oidc.allowInsecureRequests] },
  );
  const fresh = await oidc.refreshTokenGrant(configuration, refreshToken);
  return { access: fresh.access_token, refresh: fresh.refresh_token!, id: idToken };
}

describe('the tokens of a real sign-in', () => {
  let tokens: Awaited<ReturnType<typeof realTokens>>;
  beforeAll(async () => {
    await signIn(new Visitor(), at(zeitz), 'bernd');
    tokens = await realTokens();
  });

  test('open the API with the access token only', async () => {
    expect(await statusWith(tokens.access)).toBe(200);
    expect(await statusWith(tokens.id)).toBe(401);
    expect(await statusWith(tokens.refresh)).toBe(401);
  });

  test('count in one header only, and not beside a changed part', async () => {
    const [head, body, signature] = tokens.access.split('.') as [string, string, string];
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as Record<string, unknown>;
    const changed: [object, object][] = [
      [header, { ...claims, acr: '2' }],
      [header, { ...claims, assurance: 'high' }],
      [header, { ...claims, realm_access: { roles: ['land-operator'] } }],
      [header, { ...claims, sid: undefined }],
      [header, { ...claims, exp: Number(claims['exp']) + 3600 }],
      [{ ...header, alg: 'none' }, claims],
      [{ ...header, alg: 'None' }, claims],
      [{ ...header, alg: 'HS512' }, claims],
      [{ ...header, alg: 'ES384' }, claims],
      [{ ...header, alg: 'PS256' }, claims],
      [{ ...header, alg: 'EdDSA' }, claims],
      [{ ...header, kid: undefined }, claims],
      [{ ...header, kid: '../../etc/passwd' }, claims],
      [{ ...header, b64: false, crit: ['b64'] }, claims],
    ];
    for (const [one, two] of changed)
      expect([one, two, await statusWith(`${part(one)}.${part(two)}.${signature}`)]).toEqual([one, two, 401]);
    expect(await statusWith(`${head}.${body}.`)).toBe(401);
    expect(await statusWith(`${tokens.access}.${signature}`)).toBe(401);
    const address = `${origin}/graphql?access_token=${tokens.access}`;
    const body_ = JSON.stringify({ query: '{ me { name } }' });
    const inQuery = await new Visitor().step(address, { method: 'POST', body: body_, headers: JSON_HEADERS });
    expect(await inQuery.text()).not.toContain('Bernd');
  });
});

onKeycloak('a real Keycloak', () => {
  test('asks staff for the second factor, and citizens not', async () => {
    const anna = new Visitor();
    await signIn(anna, at(zeitz), 'anna');
    expect(await nameOf(anna, at(zeitz))).toBe('Anna Albrecht');

    await signIn(new Visitor(), at(zeitz), 'planung');
    await hire('Jonas Petzold');
    const jonas = new Visitor();
    const page = await jonas.visit(`${at(zeitz)}/auth/login?to=/health/live`);
    const next = await jonas.send(await page.text(), { username: 'planung', password: 'demo' });
    const text = await next.text();
    expect(text).toContain('name="otp"');
    expect(await rolesOf(jonas, at(zeitz))).toEqual([]);

    const wrong = await jonas.send(text, { otp: codeNow() === '000000' ? '111111' : '000000' });
    expect(await wrong.clone().text()).toContain('name="otp"');
    // Keycloak takes no second try while it still counts the first: nobody types that fast.
    await wait(1_500);
    await jonas.send(await wrong.text(), { otp: codeNow() });
    expect(jonas.at).toBe(`${at(zeitz)}/health/live`);
    expect(await rolesOf(jonas, at(zeitz))).toEqual(['planner']);
  });

  test('leads staff without a second factor to setting one up', async () => {
    await signIn(new Visitor(), at(stendal), 'bernd');
    await hire('Bernd Böttcher');
    const bernd = new Visitor();
    const page = await bernd.visit(`${at(zeitz)}/auth/login?to=/health/live`);
    const setup = await (await bernd.send(await page.text(), { username: 'bernd', password: 'demo' })).text();
    expect(setup).toContain('name="totp"');
    expect(setup).toContain('data:image/png');
  });

  test('signs out on all hosts within five seconds when it ends the sign-in itself', async () => {
    const anna = new Visitor();
    await signIn(anna, at(zeitz), 'anna');
    await anna.visit(`${at(stendal)}/auth/login?to=/health/live`);
    expect(await nameOf(anna, at(stendal))).toBe('Anna Albrecht');
    const { access } = await realTokens();

    const [person] = (await (await realm.admin('/users?username=anna')).json()) as { id: string }[];
    const began = Date.now();
    expect((await realm.admin(`/users/${person!.id}/logout`, { method: 'POST' })).status).toBe(204);
    const isOut = async () => !(await nameOf(anna, at(zeitz))) && !(await nameOf(anna, at(stendal)));
    while (!(await isOut()) && Date.now() - began < 10_000) await wait(100);
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(await statusWith(access)).toBe(401);
  });

  test('does not vouch for tokens of another realm', async () => {
    const other = await RealmOfKeycloak.make({ origin, clientJwk: await publicJwk() });
    const key = await other.signingKey();
    const now = Math.floor(Date.now() / 1000);
    const claims = { azp: 'mitsprache-backend', typ: 'Bearer', sub: 'x', iat: now, exp: now + 60 };
    const sign = (iss: string) =>
      importJWK(key, 'ES256').then((secret) =>
        new SignJWT({ ...claims, iss, aud: 'mitsprache-backend' })
          .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: key['kid']! })
          .sign(secret),
      );
    expect(await statusWith(await sign(other.issuer))).toBe(401);
    expect(await statusWith(await sign(issuer))).toBe(401);
    await other.stop();
  });

  test('gives no token for a password, without PKCE, without our key, or to another address', async () => {
    const token = (fields: Record<string, string>) =>
      fetch(`${issuer}/protocol/openid-connect/token`, { method: 'POST', body: new URLSearchParams(fields) });
    const password = { grant_type: 'password', username: 'anna', password: 'demo' };
    for (const client_id of ['mitsprache-api', 'mitsprache-backend', 'admin-cli', 'account'])
      expect([client_id, (await token({ ...password, client_id })).ok]).toEqual([client_id, false]);
    const code = { grant_type: 'authorization_code', code: 'x', client_id: 'mitsprache-backend' };
    expect((await token({ ...code, client_secret: 'guess' })).ok).toBe(false);

    const authorization = (fields: Record<string, string>) => {
      const query = { client_id: 'mitsprache-backend', response_type: 'code', scope: 'openid', ...fields };
      const address = `${issuer}/protocol/openid-connect/auth?${new URLSearchParams(query)}`;
      return fetch(address, { redirect: 'manual' });
    };
    const pkce = { code_challenge: 'v'.repeat(43), code_challenge_method: 'S256' };
    const callback = { redirect_uri: `${origin}/auth/callback` };
    const without = await authorization(callback);
    expect(without.headers.get('location')).toContain('error=invalid_request');
    expect((await authorization({ ...pkce, redirect_uri: 'https://evil.example/' })).status).toBe(400);
    expect((await authorization({ ...pkce, ...callback, client_id: 'mitsprache-api' })).status).toBe(400);
    const implicit = await authorization({ ...pkce, ...callback, response_type: 'token' });
    expect(implicit.headers.get('location')).toContain('error=unauthorized_client');
  });

  test('changes its key under load, and no good request fails', async () => {
    const old = await tokenOf(await realm.signingKey());
    const statuses: number[] = [];
    let isOver = false;
    const load = Array.from({ length: 4 }, async () => {
      while (!isOver) statuses.push(await statusWith(old));
    });
    const { id: parentId } = (await (await realm.admin('')).json()) as { id: string };
    const priority = ['300'];
    const config = { priority, enabled: ['true'], active: ['true'], ecdsaEllipticCurveKey: ['P-256'] };
    const component = { name: 'ecdsa 2', providerId: 'ecdsa-generated', parentId, config };
    const providerType = 'org.keycloak.keys.KeyProvider';
    const made = await realm.admin('/components', { method: 'POST', body: { ...component, providerType } });
    expect(made.status).toBe(201);

    const anna = new Visitor();
    await signIn(anna, at(zeitz), 'anna');
    const { access } = await realTokens();
    expect(kidOf(access)).not.toBe(kidOf(old));
    for (let count = 0; count < 20; count++) statuses.push(await statusWith(access));
    isOver = true;
    await Promise.all(load);
    expect(statuses.length).toBeGreaterThan(40);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
  });
});

const kidOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid;

async function tokenOf(key: Record<string, string>): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: 'mitsprache-backend', azp: 'mitsprache-backend', typ: 'Bearer' };
  return new SignJWT({ ...claims, sub: 'somebody', name: 'Somebody', iat: now, exp: now + 60 })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: key['kid']! })
    .sign(await importJWK(key, 'ES256'));
}

async function publicJwk() {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  const { exportJWK } = await import('jose');
  return { ...(await exportJWK(publicKey)), kid: 'other', alg: 'ES256' };
}

// Last, because it stops the issuer; a Keycloak that other tests use is not stopped.
(IS_KEYCLOAK ? describe.skip : describe)('while the issuer is down', () => {
  const anna = new Visitor();
  beforeAll(async () => {
    await signIn(anna, at(zeitz), 'anna');
    await setting.issuer.stop();
    await wait(3_100);
  });
  afterAll(() => clock.shift(0));

  test('the sign-in says so and leads back to where people were', async () => {
    const visitor = new Visitor();
    const path = '/verfahren/holtemme/stellungnahme';
    for (const wish of ['login', 'register', 'step-up', 'second-factor']) {
      const page = await visitor.visit(`${at(zeitz)}/auth/${wish}?to=${path}`);
      expect([wish, page.status]).toEqual([wish, 503]);
      const text = await page.text();
      expect(text).toContain('Die Anmeldung ist gerade nicht möglich');
      expect(text).toContain(`href="${at(zeitz)}${path}"`);
    }
  });

  test('reading goes on, and who is signed in stays so until the session ends', async () => {
    expect((await new Visitor().step(`${at(zeitz)}/health/live`)).status).toBe(200);
    expect(await nameOf(new Visitor(), at(zeitz))).toBeNull();
    expect(await nameOf(anna, at(zeitz))).toBe('Anna Albrecht');
    clock.shift(19 * 60_000);
    expect(await nameOf(anna, at(zeitz))).toBe('Anna Albrecht');
    clock.shift(21 * 60_000);
    expect(await nameOf(anna, at(zeitz))).toBeNull();
    clock.shift(0);
  });

  test('people can still sign out here', async () => {
    const question = await (await anna.step(`${at(zeitz)}/auth/logout?to=/health/live`)).text();
    const back = await anna.send(question, {});
    expect([anna.at, back.status]).toEqual([`${at(zeitz)}/health/live`, 200]);
    expect(await nameOf(anna, at(zeitz))).toBeNull();
  });
});
