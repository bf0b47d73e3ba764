import { beforeAll, describe, expect, test } from '@jest/globals';
import { generateKeyPairSync, createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, SignJWT, UnsecuredJWT, type JWTHeaderParameters, type JWTPayload } from 'jose';

import { asker, JSON_HEADERS, settleSignIn, signInApp } from './signed-in.js';
import { Visitor } from './visitor.js';

const setting = await settleSignIn();
const { origin } = setting;
const { issuer } = setting.issuer;
const product = await signInApp(setting);

const { ask, nameOf } = await asker(product);

interface Forged {
  header?: Partial<JWTHeaderParameters> & Record<string, unknown>;
  claims?: Record<string, unknown>;
  without?: string[];
}

describe('a token', () => {
  let key: Record<string, string>;
  beforeAll(async () => {
    key = await setting.issuer.signingKey();
  });
  const jwk = () => key;
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
