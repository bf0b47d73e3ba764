import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, get, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import * as client from 'openid-client';

import { LocalSignIn } from '../../backend/test/local-sign-in.ts';
import { Visitor } from '../../backend/test/visitor.ts';

const folder = mkdtempSync(join(tmpdir(), 'sign-in-'));
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicJwk = { ...publicKey.export({ format: 'jwk' }), kid: 'test', alg: 'ES256' };

let product: Server;
let origin: string;
let signIn: LocalSignIn;
let configuration: client.Configuration;
const logoutTokens: string[] = [];

const backchannel: RequestListener = (request, response) => {
  let body = '';
  request.on('data', (part) => (body += part));
  request.on('end', () => {
    logoutTokens.push(new URLSearchParams(body).get('logout_token') ?? '');
    response.end();
  });
};

const start = (port = 0) =>
  LocalSignIn.start({
    port,
    clients: [{ clientId: 'mitsprache-backend', publicJwk, origin }],
    keysFile: join(folder, 'keys.json'),
    stateFile: join(folder, 'state.json'),
  });

beforeAll(async () => {
  product = createServer(backchannel);
  await new Promise<void>((ready) => product.listen(0, '127.0.0.1', ready));
  origin = `http://localhost:${(product.address() as AddressInfo).port}`;
  signIn = await start();
  const key = await crypto.subtle.importKey(
    'jwk',
    { ...privateKey.export({ format: 'jwk' }) },
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign'],
  );
  configuration = await client.discovery(
    new URL(signIn.issuer),
    'mitsprache-backend',
    { id_token_signed_response_alg: 'ES256' },
    client.PrivateKeyJwt({ key, kid: 'test' }),
    { execute: [client.allowInsecureRequests] },
  );
});

afterAll(async () => {
  await signIn.stop();
  product.closeAllConnections();
  await new Promise((done) => product.close(done));
  rmSync(folder, { recursive: true });
});

const verifier = 'v'.repeat(43);
const isBack = (address: string) => address.startsWith(`${origin}/auth/`);

async function begin(parameters: Record<string, string> = {}) {
  return client.buildAuthorizationUrl(configuration, {
    redirect_uri: `${origin}/auth/callback`,
    scope: 'openid profile email roles organization',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: 's',
    nonce: 'n',
    ...parameters,
  }).href;
}

const finish = (visitor: Visitor, maxAge?: number) =>
  client.authorizationCodeGrant(configuration, new URL(visitor.at), {
    pkceCodeVerifier: verifier,
    expectedState: 's',
    expectedNonce: 'n',
    ...(maxAge !== undefined && { maxAge }),
  });

async function signInAs(visitor: Visitor, username: string, parameters?: Record<string, string>) {
  const page = await (await visitor.visit(await begin(parameters), isBack)).text();
  await visitor.send(page, { username, password: 'demo', do: 'login' }, isBack);
  return finish(visitor);
}

describe('the local sign-in', () => {
  test('speaks the paths of Keycloak', () => {
    const at = `${signIn.issuer}/protocol/openid-connect`;
    expect(configuration.serverMetadata()).toMatchObject({
      issuer: signIn.issuer,
      authorization_endpoint: `${at}/auth`,
      token_endpoint: `${at}/token`,
      jwks_uri: `${at}/certs`,
      end_session_endpoint: `${at}/logout`,
      userinfo_endpoint: `${at}/userinfo`,
    });
  });

  test('builds its addresses from the issuer, whatever host was asked', async () => {
    const metadata = await new Promise<string>((done) => {
      const path = '/realms/mitsprache/.well-known/openid-configuration';
      get({ port: signIn.port, path, headers: { host: 'zeitz.localhost:1' } }, async (response) =>
        done(Buffer.concat(await response.toArray()).toString()),
      );
    });
    expect(JSON.parse(metadata)).toMatchObject({
      token_endpoint: `${signIn.issuer}/protocol/openid-connect/token`,
    });
  });

  test('signs a citizen in with the claims of Keycloak', async () => {
    const tokens = await signInAs(new Visitor(), 'anna');
    const keys = createRemoteJWKSet(new URL(`${signIn.issuer}/protocol/openid-connect/certs`));
    const { payload, protectedHeader } = await jwtVerify(tokens.access_token, keys, {
      issuer: signIn.issuer,
      audience: 'mitsprache-backend',
    });

    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'JWT' });
    expect(payload).toMatchObject({
      azp: 'mitsprache-backend',
      typ: 'Bearer',
      name: 'Anna Albrecht',
      email_verified: true,
      realm_access: { roles: ['citizen'] },
      acr: '1',
      assurance: 'substantial',
      assurance_source: 'bundid',
    });
    expect(tokens.claims()).toMatchObject({
      sub: payload.sub,
      sid: payload['sid'],
      acr: '1',
      preferred_username: 'anna',
    });
    expect(tokens.refresh_token).toBeTruthy();
  });

  test('carries role, town and the second factor of staff', async () => {
    const tokens = await signInAs(new Visitor(), 'planung');
    expect(tokens.claims()).toMatchObject({
      acr: '2',
      realm_access: { roles: ['planner'] },
      organization: ['zeitz'],
    });
  });

  test('answers userinfo for its own token only', async () => {
    const tokens = await signInAs(new Visitor(), 'bernd');
    const sub = tokens.claims()?.sub ?? '';
    expect(await client.fetchUserInfo(configuration, tokens.access_token, sub)).toMatchObject({
      name: 'Bernd Böttcher',
    });
    await expect(
      client.fetchUserInfo(configuration, `${tokens.access_token.slice(0, -4)}AAAA`, sub),
    ).rejects.toThrow();
  });

  test('refuses a wrong password with the name kept', async () => {
    const visitor = new Visitor();
    const page = await (await visitor.visit(await begin(), isBack)).text();
    const refused = await visitor.send(page, { username: 'anna', password: 'Demo', do: 'login' }, isBack);
    expect(refused.status).toBe(401);
    const text = await refused.text();
    expect(text).toContain('stimmen nicht');
    expect(text).toContain('value="anna"');
  });

  test('fills in a demonstration login by one click and without script', async () => {
    const visitor = new Visitor();
    const response = await visitor.visit(await begin(), isBack);
    expect(await response.text()).toContain('href="?als=planung"');
    expect(response.headers.get('content-security-policy')).not.toContain('script-src');
    expect(await (await visitor.step('?als=planung')).text()).toContain('value="planung"');
  });

  test('goes back with access_denied when the person cancels', async () => {
    const visitor = new Visitor();
    const page = await (await visitor.visit(await begin(), isBack)).text();
    await visitor.send(page, { do: 'cancel' }, isBack);
    expect(new URL(visitor.at).searchParams.get('error')).toBe('access_denied');
  });

  test('asks nothing the second time, and again for a fresh sign-in', async () => {
    const visitor = new Visitor();
    const first = await signInAs(visitor, 'planung');
    await visitor.visit(await begin(), isBack);
    const second = await finish(visitor);
    expect(second.claims()?.auth_time).toBe(first.claims()?.auth_time);

    await new Promise((wait) => setTimeout(wait, 1100));
    const page = await (await visitor.visit(await begin({ prompt: 'login', max_age: '0' }), isBack)).text();
    expect(page).toContain('Anmelden');
    await visitor.send(page, { username: 'planung', password: 'demo', do: 'login' }, isBack);
    const fresh = await finish(visitor, 600);
    expect(fresh.claims()?.auth_time).toBeGreaterThan(first.claims()?.auth_time ?? Infinity);
  });

  test('rotates the refresh token and refuses the old one', async () => {
    const { refresh_token: old = '' } = await signInAs(new Visitor(), 'anna');
    const next = await client.refreshTokenGrant(configuration, old);
    expect(next.refresh_token).not.toBe(old);
    expect(decodeJwt(next.access_token)).toMatchObject({ name: 'Anna Albrecht', acr: '1' });
    await expect(client.refreshTokenGrant(configuration, old)).rejects.toThrow();
  });

  test('wants PKCE, the registered address and the private key', async () => {
    const without = new URL(await begin());
    without.searchParams.delete('code_challenge');
    without.searchParams.delete('code_challenge_method');
    const visitor = new Visitor();
    await visitor.visit(without.href, isBack);
    expect(new URL(visitor.at).searchParams.get('error')).toBe('invalid_request');

    const elsewhere = await new Visitor().visit(
      await begin({ redirect_uri: 'http://evil.example/auth/callback' }),
    );
    expect(elsewhere.status).toBe(400);

    const tokens = await fetch(`${signIn.issuer}/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'mitsprache-backend',
        code: 'x',
      }),
    });
    expect(tokens.status).toBe(401);
  });

  test.each(['registrations', 'auth?prompt=create'])('registers a citizen through %s', async (path) => {
    const visitor = new Visitor();
    const url = new URL(await begin());
    const target = new URL(`${signIn.issuer}/protocol/openid-connect/${path}`);
    url.searchParams.forEach((value, name) => target.searchParams.set(name, value));
    const page = await (await visitor.visit(target.href, isBack)).text();
    expect(page).toContain('Konto anlegen');

    const empty = await visitor.send(page, { givenName: '"><b>', email: 'x', do: 'register' }, isBack);
    expect(empty.status).toBe(422);
    const again = await empty.text();
    expect(again).toContain('&#34;&#62;&#60;b&#62;');

    const email = `clara.${path.length}@mail.example`;
    await visitor.send(
      again,
      { givenName: 'Clara', familyName: 'Çelik', email, password: 'ganz geheim', do: 'register' },
      isBack,
    );
    const tokens = await finish(visitor);
    expect(tokens.claims()).toMatchObject({
      name: 'Clara Çelik',
      email,
      email_verified: false,
      assurance: 'none',
    });
  });

  test('signs out and tells the product through the back channel', async () => {
    const visitor = new Visitor();
    const tokens = await signInAs(visitor, 'anna');
    const page = await (
      await visitor.visit(
        client.buildEndSessionUrl(configuration, {
          id_token_hint: tokens.id_token ?? '',
          post_logout_redirect_uri: `${origin}/auth/logged-out`,
          state: 'zurück',
        }).href,
        isBack,
      )
    ).text();
    await visitor.send(page, { logout: 'yes' }, isBack);

    expect(visitor.at).toBe(`${origin}/auth/logged-out?state=${encodeURIComponent('zurück')}`);
    const token = logoutTokens.at(-1) ?? '';
    expect(decodeProtectedHeader(token).typ).toBe('logout+jwt');
    expect(decodeJwt(token)).toMatchObject({ sid: tokens.claims()?.['sid'], aud: 'mitsprache-backend' });
    await expect(client.refreshTokenGrant(configuration, tokens.refresh_token ?? '')).rejects.toThrow();
  });

  test('keeps keys, sessions and registered people over a restart', async () => {
    const visitor = new Visitor();
    const before = await signInAs(visitor, 'bernd');
    await signIn.stop();
    signIn = await start(signIn.port);

    const after = await client.refreshTokenGrant(configuration, before.refresh_token ?? '');
    expect(decodeProtectedHeader(after.access_token).kid).toBe(
      decodeProtectedHeader(before.access_token).kid,
    );
    await visitor.visit(await begin(), isBack);
    expect((await finish(visitor)).claims()?.sub).toBe(before.claims()?.sub);
  });

  test('says plainly when a sign-in has expired', async () => {
    const response = await fetch(`${signIn.issuer}/login-actions/authenticate/unknown`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('abgelaufen');
  });
});
