import { interactionPolicy, type Grant, type OidcContext } from 'oidc-provider';
import type Provider from 'oidc-provider';

import type { SignInKeys } from './keys.ts';
import { escape, renderPage } from './pages.ts';
import { claimsOf } from './people.ts';
import { adapterOn, type Store } from './store.ts';

/** A confidential client that signs its requests with a private key (`private_key_jwt`). */
export interface SignInClient {
  clientId: string;
  publicJwk: Record<string, unknown>;
  /** Main host of the installation, e.g. `http://localhost:3000`. */
  origin: string;
}

interface Parts {
  clients: SignInClient[];
  keys: SignInKeys;
  store: Store;
  basePath: string;
  /** Life of an access token in seconds. */
  accessTokenSeconds: number;
  /** The provider itself, once it exists. */
  provider: () => Provider;
}

const SCOPES = 'openid profile email roles organization';
const RESOURCE = 'urn:mitsprache:api';
const HALF_A_DAY = 12 * 3600;

/** In seconds. */
const LIFETIMES = {
  AuthorizationCode: 60,
  Grant: HALF_A_DAY,
  IdToken: 300,
  Interaction: 1800,
  RefreshToken: HALF_A_DAY,
  Session: HALF_A_DAY,
};

const PROTOCOL = {
  clientAuthMethods: ['private_key_jwt'],
  enabledJWA: {
    clientAuthSigningAlgValues: ['ES256', 'EdDSA', 'Ed25519'],
    idTokenSigningAlgValues: ['ES256'],
  },
  clientDefaults: {
    id_token_signed_response_alg: 'ES256',
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
  },
  responseTypes: ['code'],
  pkce: { required: () => true },
  scopes: SCOPES.split(' '),
  acrValues: ['1', '2'],
  claims: {
    openid: ['sub', 'acr', 'auth_time', 'assurance', 'assurance_source'],
    profile: ['name', 'given_name', 'family_name', 'preferred_username'],
    email: ['email', 'email_verified'],
    roles: ['realm_access'],
    organization: ['organization'],
  },
  conformIdTokenClaims: false,
  issueRefreshToken: () => true,
  rotateRefreshToken: true,
};

/** The configuration that makes oidc-provider speak Keycloak's paths and claims. */
export function configurationOf(parts: Parts): Record<string, unknown> {
  const { clients, keys, store, basePath, accessTokenSeconds } = parts;
  return {
    ...PROTOCOL,
    adapter: adapterOn(store),
    jwks: keys.jwks,
    clients: clients.map(metadataOf),
    cookies: cookiesFor(basePath, keys.cookieKeys),
    routes: routes(),
    features: featuresFor(accessTokenSeconds, clients),
    interactions: {
      policy: policy(),
      url: (_: unknown, { uid }: { uid: string }) => `${basePath}/login-actions/authenticate/${uid}`,
    },
    ttl: { ...LIFETIMES, AccessToken: accessTokenSeconds },
    findAccount: (_: unknown, subject: string) => accountOf(store, subject),
    loadExistingGrant: (context: OidcContext) => grantFor(parts.provider(), context),
    extraTokenClaims: (context: OidcContext, token: { accountId: string; clientId: string; sid?: string }) =>
      accessTokenClaims(store, context, token),
    formats: { customizers: { jwt: asKeycloak } },
    renderError,
    // The library refuses loopback addresses; here the back-channel of the product is on one.
    fetch: (url: string, options: RequestInit & { dispatcher?: unknown }) =>
      fetch(url, { ...options, dispatcher: undefined } as RequestInit),
  };
}

function metadataOf({ clientId, publicJwk, origin }: SignInClient) {
  return {
    client_id: clientId,
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [publicJwk] },
    redirect_uris: [`${origin}/auth/callback`],
    post_logout_redirect_uris: [`${origin}/auth/logged-out`],
    backchannel_logout_uri: `${origin}/auth/backchannel-logout`,
    backchannel_logout_session_required: true,
  };
}

function routes() {
  const at = '/protocol/openid-connect';
  return {
    authorization: `${at}/auth`,
    token: `${at}/token`,
    jwks: `${at}/certs`,
    end_session: `${at}/logout`,
    userinfo: `${at}/userinfo`,
    introspection: `${at}/token/introspect`,
    revocation: `${at}/revoke`,
    pushed_authorization_request: `${at}/ext/par/request`,
  };
}

function cookiesFor(path: string, keys: string[]) {
  const options = { httpOnly: true, sameSite: 'lax', signed: true };
  return {
    names: { session: 'sign_in_session', interaction: 'sign_in_step', resume: 'sign_in_resume' },
    long: { ...options, path },
    short: options,
    keys,
  };
}

function featuresFor(accessTokenTTL: number, clients: SignInClient[]) {
  return {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    backchannelLogout: { enabled: true },
    claimsParameter: { enabled: true },
    introspection: { enabled: true },
    revocation: { enabled: true },
    userinfo: { enabled: true },
    rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => RESOURCE,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: SCOPES,
        audience: clients[0]?.clientId,
        accessTokenFormat: 'jwt',
        accessTokenTTL,
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  };
}

/** Keycloak's `prompt=create` leads to the registration page. */
function policy() {
  const prompts = interactionPolicy.base();
  prompts.add(new interactionPolicy.Prompt({ name: 'create', requestable: true }), 0);
  return prompts;
}

function accountOf(store: Store, subject: string) {
  const person = store.findPerson((one) => one.subject === subject);
  return person && { accountId: subject, claims: () => claimsOf(person) };
}

/** Nobody is asked for consent: the one client is the product itself. */
async function grantFor(
  provider: Provider,
  { oidc: { client, session } }: OidcContext,
): Promise<Grant | undefined> {
  const id = session.grantIdFor(client.clientId);
  const existing = id && (await provider.Grant.find(id));
  if (existing) return existing;

  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(SCOPES);
  grant.addResourceScope(RESOURCE, SCOPES);
  await grant.save();
  return grant;
}

function accessTokenClaims(
  store: Store,
  { oidc }: OidcContext,
  token: { accountId: string; clientId: string; sid?: string },
) {
  const person = store.findPerson((one) => one.subject === token.accountId);
  const source = oidc.entities['RefreshToken'] ?? oidc.entities['AuthorizationCode'];
  return {
    ...(person && claimsOf(person)),
    typ: 'Bearer',
    azp: token.clientId,
    sid: token.sid,
    acr: source?.acr,
    auth_time: source?.authTime,
  };
}

/** Keycloak writes `typ: JWT` into the header and knows no `client_id` claim here. */
function asKeycloak(
  _: unknown,
  __: unknown,
  token: { header?: Record<string, unknown>; payload: Record<string, unknown> },
) {
  token.header = { ...token.header, typ: 'JWT' };
  delete token.payload['client_id'];
}

function logoutSource(context: OidcContext, form: string): void {
  show(context, {
    title: 'Abmelden',
    body: `<p>Sie werden abgemeldet.</p>${form}<button class="first" form="op.logoutForm" name="logout" value="yes">Abmelden</button>`,
    script: "document.querySelector('button').click()",
  });
}

function postLogoutSuccessSource(context: OidcContext): void {
  show(context, { title: 'Sie sind abgemeldet', body: '<p><a href="/">Zur Startseite</a></p>' });
}

function renderError(context: OidcContext, out: { error: string; error_description?: string }): void {
  const details = escape([out.error, out.error_description].filter(Boolean).join(': '));
  show(context, {
    title: 'Die Anmeldung ging nicht weiter',
    body: `<p>Die Anmeldung ist abgelaufen oder wurde woanders beendet. Bitte beginnen Sie noch einmal.</p><p><a href="/">Zur Startseite</a></p><p class="hint">${details}</p>`,
  });
}

function show(context: OidcContext, page: Parameters<typeof renderPage>[0]): void {
  const { html, policy: contentPolicy } = renderPage(page);
  context.type = 'html';
  context.set('content-security-policy', contentPolicy);
  context.set('referrer-policy', 'no-referrer');
  context.body = html;
}
