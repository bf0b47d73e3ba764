import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import Provider from 'oidc-provider';

import { configurationOf, type SignInClient } from './configuration.ts';
import { Interaction } from './interaction.ts';
import { keysIn } from './keys.ts';
import { answer, escape } from './pages.ts';
import { claimsOf, people as demonstrationPeople, type Person } from './people.ts';
import { Store } from './store.ts';

export interface SignInOptions {
  /** `<origin>/realms/mitsprache` */
  issuer: string;
  clients: SignInClient[];
  people?: Person[];
  /** Signing and cookie keys, made when missing. */
  keysFile: string;
  /** Sessions and registered people, made when missing. */
  stateFile: string;
  accessTokenSeconds?: number;
}

/** The local sign-in as a listener for everything below `/realms/`, with a `close` that writes what is not yet written. */
export type SignIn = RequestListener & { close(): Promise<void> };

/** A small identity provider that speaks Keycloak's paths and claims, for demonstration and tests only. */
export function createSignIn(options: SignInOptions): SignIn {
  const { issuer, people = demonstrationPeople } = options;
  const basePath = new URL(issuer).pathname;
  const keys = keysIn(options.keysFile);
  const store = new Store(options.stateFile, people);
  const provider: Provider = new Provider(
    issuer,
    configurationOf({
      ...options,
      keys,
      store,
      basePath,
      accessTokenSeconds: options.accessTokenSeconds ?? 300,
      provider: () => provider,
    }),
  );
  provider.proxy = issuer.startsWith('https:');
  const interaction = new Interaction(provider, store, people);
  const protocol = provider.callback();
  const userinfo = userinfoFor(issuer, store, createLocalJWKSet(publicOf(keys.jwks)));

  const listener: RequestListener = (request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    const path = pathBelow(basePath, url);
    pretendHost(request, issuer);
    const work = async () => {
      if (path?.startsWith('/login-actions/authenticate/'))
        return interaction.handle({ request, response, url });
      if (path === '/account') return accountPage(provider, store, { request, response });
      if (path === '/protocol/openid-connect/userinfo') return userinfo(request, response);
      if (path === null)
        return answer(response, { title: 'Diese Seite gibt es nicht', body: '', status: 404 });
      passOn(request, path, url);
      return protocol(request, response);
    };
    work().catch(() => expired(response));
  };

  return Object.assign(listener, { close: () => store.flush() });
}

/** oidc-provider answers only for opaque tokens; ours are signed for the API, as Keycloak's are. */
function userinfoFor(issuer: string, store: Store, publicKeys: JWTVerifyGetKey): RequestListener {
  const personOf = (token: string) =>
    jwtVerify(token, publicKeys, { issuer, algorithms: ['ES256'] }).then(
      ({ payload }) => store.findPerson(({ subject }) => subject === payload.sub),
      () => undefined,
    );
  return async (request, response) => {
    const person = await personOf(/^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
    response.writeHead(person ? 200 : 401, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
    response.end(JSON.stringify(person ? claimsOf(person) : { error: 'invalid_token' }));
  };
}

function pathBelow(basePath: string, { pathname }: URL): string | null {
  return pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : null;
}

/** Every address that the library builds belongs to the issuer, whatever host the request named. */
function pretendHost(request: IncomingMessage, issuer: string): void {
  const { host, protocol } = new URL(issuer);
  request.headers.host = host;
  request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  delete request.headers['x-forwarded-host'];
}

function passOn(request: IncomingMessage & { originalUrl?: string }, path: string, url: URL): void {
  request.originalUrl = request.url;
  request.url = path + url.search;
  if (path !== '/protocol/openid-connect/registrations') return;
  // Keycloak's own address for "register": the same as signing in, with prompt=create.
  url.searchParams.set('prompt', 'create');
  request.url = `/protocol/openid-connect/auth?${url.searchParams}`;
  request.originalUrl = new URL(url).pathname.replace(path, '') + request.url;
}

async function accountPage(
  provider: Provider,
  store: Store,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const session = await provider.Session.get(provider.createContext(request, response));
  const person = store.findPerson(({ subject }) => subject === session.accountId);
  const body = person
    ? `<p>${escape(`${person.givenName} ${person.familyName}`)}<br>${escape(person.email)}</p><p>${escape(person.note)}</p>`
    : '<p>Sie sind nicht angemeldet.</p>';
  answer(response, { title: 'Ihr Konto', body: `${body}<p><a href="/">Zur Startseite</a></p>` });
}

function expired(response: ServerResponse): void {
  if (response.headersSent) return void response.destroy();
  answer(response, {
    title: 'Diese Anmeldung ist abgelaufen',
    status: 400,
    body: '<p>Bitte beginnen Sie noch einmal.</p><p><a href="/">Zur Startseite</a></p>',
  });
}

function publicOf({ keys }: { keys: Record<string, unknown>[] }): JSONWebKeySet {
  return { keys: keys.map(({ d: _private, ...rest }) => rest) } as unknown as JSONWebKeySet;
}
