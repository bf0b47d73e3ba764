import { afterAll, beforeAll } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { codeNow, IS_KEYCLOAK, RealmOfKeycloak } from './keycloak.js';
import { LocalSignIn } from './local-sign-in.js';
import type { Visitor } from './visitor.js';

/** Who people sign in at: the local sign-in, or a realm of a real Keycloak where TEST_KEYCLOAK names one. */
export interface Issuer {
  issuer: string;
  /** The private key that signs its tokens: to make tokens that only it could make. */
  signingKey(): Promise<Record<string, string>>;
  stop(): Promise<void>;
}

export interface SignInSetting {
  origin: string;
  port: number;
  issuer: Issuer;
}

/** Starts the sign-in for an app that is yet to come; call it before anything imports platform/env. */
export async function settleSignIn(accessTokenSeconds = 300): Promise<SignInSetting> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const dataDir = process.env.DATA_DIR!;
  const { clientKey } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as {
    clientKey: Record<string, unknown>;
  };
  const { d: _private, ...rest } = clientKey;
  const publicJwk = { ...rest, alg: 'ES256' };
  const issuer = IS_KEYCLOAK
    ? await RealmOfKeycloak.make({ origin, clientJwk: publicJwk })
    : await LocalSignIn.start({
        clients: [{ clientId: 'mitsprache-backend', publicJwk, origin }],
        keysFile: join(dataDir, 'sign-in/keys.json'),
        stateFile: join(dataDir, 'sign-in/state.json'),
        accessTokenSeconds,
      });
  Object.assign(process.env, { ORIGIN: origin, OIDC_ISSUER: issuer.issuer });
  return { origin, port, issuer };
}

/** The application on a port of its own, with the sign-in beside it. */
export async function signInApp(setting: SignInSetting) {
  const { testApp } = await import('./app.js');
  const product = testApp();
  beforeAll(() => product.app.listen(setting.port, '127.0.0.1'));
  afterAll(() => setting.issuer.stop());
  return product;
}

/** Signs somebody in on a host, through every step that a browser takes. */
export async function signIn(visitor: Visitor, address: string, username: string) {
  const { pathname } = new URL(address);
  const page = await visitor.visit(pathname === '/' ? `${address}/auth/login?to=/health/live` : address);
  return enter(visitor, page, { username });
}

/** Goes through the pages of the issuer: name and password, and the second factor where it is asked for. */
export async function enter(
  visitor: Visitor,
  page: Response,
  { username, stops }: { username: string; stops?: (address: string) => boolean },
): Promise<Response> {
  const text = await page.clone().text();
  if (text.includes('name="password"')) {
    const fields = { username, password: 'demo', do: 'login' };
    return enter(visitor, await visitor.send(text, fields, stops), { username, stops });
  }
  return text.includes('name="otp"') ? visitor.send(text, { otp: codeNow() }, stops) : page;
}

/** Leaves through the issuer, which may ask whether this is meant. */
export async function leave(visitor: Visitor, address: string) {
  const question = await (await visitor.step(address)).text();
  const atIssuer = await visitor.send(question, {});
  const text = await atIssuer.clone().text();
  return /op.logoutForm/.test(text) ? visitor.send(text, { logout: 'yes' }) : atIssuer;
}

export const JSON_HEADERS = { 'content-type': 'application/json', 'x-requested-by': 'test' };

/** Asks the product who is there, as a page does. */
export async function asker(product: Awaited<ReturnType<typeof signInApp>>) {
  const { TrustedDocuments } = await import('../src/platform/documents.js');
  const ask = (visitor: Visitor, address: string, headers: Record<string, string> = JSON_HEADERS) => {
    const id = product.get(TrustedDocuments).add('query Me { me { name } }');
    const body = JSON.stringify({ id, variables: {}, operationName: 'Me' });
    return visitor.step(`${address}/graphql`, { method: 'POST', body, headers });
  };
  const nameOf = async (visitor: Visitor, address: string, headers?: Record<string, string>) => {
    const answer = (await (await ask(visitor, address, headers)).json()) as {
      data: { me: { name: string } | null };
    };
    return answer.data.me?.name ?? null;
  };
  return { ask, nameOf };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
