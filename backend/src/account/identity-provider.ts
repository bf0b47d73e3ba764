import { Injectable } from '@nestjs/common';
import { importJWK } from 'jose';
import * as oidc from 'openid-client';

import { env, secrets } from '../platform/env.js';

/** The issuer: the local sign-in on the main host unless OIDC_ISSUER names a Keycloak realm. */
export const ISSUER = env.OIDC_ISSUER ?? `${env.ORIGIN}/realms/mitsprache`;
/** One family of signatures; the realm is configured for it. */
export const SIGNATURE = 'ES256';

/** Not `organization`: Keycloak would then ask which one, even where somebody is signed in already. */
const SCOPE = 'openid profile email roles';
const SEEN_MS = 3_000;
const CALLBACK = `${env.ORIGIN}/auth/callback`;

/** What the callback of one sign-in is checked against. */
export interface FlowSecrets {
  state: string;
  nonce: string;
  verifier: string;
}

/** A second factor goes on from what was proved already; a step-up proves everything again. */
export const WISHES = ['login', 'register', 'second-factor', 'step-up'] as const;
export type Wish = (typeof WISHES)[number];

export interface Tokens {
  refreshToken: string | null;
  idToken: string;
}

/** A sign-in that the issuer vouches for. */
export interface SignedIn {
  claims: Record<string, unknown>;
  tokens: Tokens;
  /** Seconds until the issuer must be asked again. */
  expiresIn: number;
}

/** The issuer as we use it: OpenID Connect code flow with PKCE and private_key_jwt. */
@Injectable()
export class IdentityProvider {
  private discovered: Promise<oidc.Configuration> | null = null;
  private seen: { until: number; answer: Promise<boolean> } | null = null;

  /** Fresh secrets for one sign-in. */
  newFlow(): FlowSecrets {
    return {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    };
  }

  /** Where the browser goes to sign in, to register, or to prove again who it is; with a broker straight on to that. */
  async authorizationUrl(
    { state, nonce, verifier }: FlowSecrets,
    wish: Wish,
    broker: string | null,
  ): Promise<string> {
    const wishes: Record<Wish, Record<string, string>> = {
      login: {},
      register: { prompt: 'create' },
      'second-factor': { acr_values: '2' },
      'step-up': { prompt: 'login', max_age: '0', acr_values: '2' },
    };
    return oidc.buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: CALLBACK,
      scope: SCOPE,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...wishes[wish],
      // Through a broker level 2 has to be asked for at once: later Keycloak would ask for a password of its own first.
      ...(broker && { kc_idp_hint: broker, acr_values: '2' }),
    }).href;
  }

  /** Exchanges the code of a callback. Throws when the answer is not the one to this flow. */
  async exchange(query: string, flow: FlowSecrets): Promise<SignedIn> {
    const answer = await oidc.authorizationCodeGrant(
      await this.configuration(),
      new URL(`${CALLBACK}?${query}`),
      {
        pkceCodeVerifier: flow.verifier,
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        idTokenExpected: true,
      },
    );
    return {
      claims: { ...answer.claims() },
      tokens: { refreshToken: answer.refresh_token ?? null, idToken: answer.id_token ?? '' },
      expiresIn: answer.expires_in ?? 300,
    };
  }

  /** New tokens for old; null when the issuer says that this sign-in is over. Throws when it cannot be asked. */
  async refresh({ refreshToken, idToken }: Tokens): Promise<Pick<SignedIn, 'tokens' | 'expiresIn'> | null> {
    if (!refreshToken) return null;
    try {
      const answer = await oidc.refreshTokenGrant(await this.configuration(), refreshToken);
      return {
        tokens: { refreshToken: answer.refresh_token ?? refreshToken, idToken: answer.id_token ?? idToken },
        expiresIn: answer.expires_in ?? 300,
      };
    } catch (error) {
      if (error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant') return null;
      throw error;
    }
  }

  /** Where the browser goes to sign out at the issuer too. */
  async endSessionUrl(idToken: string, state: string): Promise<string> {
    return oidc.buildEndSessionUrl(await this.configuration(), {
      id_token_hint: idToken,
      post_logout_redirect_uri: `${env.ORIGIN}/auth/logged-out`,
      state,
    }).href;
  }

  /** Whether the issuer answers now: asked at most once in three seconds, so that nobody is led to a dead page. */
  isReachable(): Promise<boolean> {
    const now = performance.now();
    if (!this.seen || this.seen.until < now) this.seen = { until: now + SEEN_MS, answer: isAnswering() };
    return this.seen.answer;
  }

  /** Where the issuer publishes its keys; no token may name another place. */
  async keysAddress(): Promise<URL> {
    return new URL((await this.configuration()).serverMetadata().jwks_uri!);
  }

  /** Asked when it is first needed: the issuer may start after us, and a failure is not kept. */
  private configuration(): Promise<oidc.Configuration> {
    this.discovered ??= configurationOf(env.OIDC_CLIENT_ID).catch((error: unknown) => {
      this.discovered = null;
      throw error;
    });
    return this.discovered;
  }
}

const isAnswering = (): Promise<boolean> =>
  fetch(`${ISSUER}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(SEEN_MS) }).then(
    async (response) => {
      await response.body?.cancel();
      return response.ok;
    },
    () => false,
  );

/** The issuer for one of our clients; each proves itself with the key of the installation. */
export async function configurationOf(clientId: string): Promise<oidc.Configuration> {
  const { clientKey } = secrets();
  const key = (await importJWK(clientKey, SIGNATURE)) as oidc.CryptoKey;
  return oidc.discovery(
    new URL(ISSUER),
    clientId,
    { id_token_signed_response_alg: SIGNATURE },
    oidc.PrivateKeyJwt({ key, kid: clientKey.kid }),
    // Plain http only where the operator named an http issuer: on the same machine.
    { execute: ISSUER.startsWith('http:') ? [oidc.allowInsecureRequests] : [], timeout: 10 },
  );
}
