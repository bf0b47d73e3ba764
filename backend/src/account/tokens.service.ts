import { Injectable } from '@nestjs/common';
import {
  createRemoteJWKSet,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
  type ProtectedHeaderParameters,
} from 'jose';

import { clock } from '../platform/clock.js';
import { env } from '../platform/env.js';
import { IdentityProvider, ISSUER, SIGNATURE } from './identity-provider.js';

const TOLERANCE_SECONDS = 5;
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const LOGOUT_MAX_AGE_SECONDS = 120;

/** Clients whose tokens we take. */
const KNOWN_CLIENTS = [env.OIDC_CLIENT_ID, env.OIDC_API_CLIENT_ID];

type Verified = { payload: JWTPayload; protectedHeader: ProtectedHeaderParameters };

/** Checks tokens in full (ASVS 5.0 V9, V10.3): nothing in a token decides how it is checked. */
@Injectable()
export class TokenService {
  private keys: JWTVerifyGetKey | null = null;

  constructor(private readonly provider: IdentityProvider) {}

  /** The claims of an access token for us; null for every other token. */
  async accessToken(token: string): Promise<JWTPayload | null> {
    const { payload, protectedHeader } = (await this.verify(token, ['exp', 'iat', 'sub', 'azp'])) ?? {};
    if (!payload || !isOfType(protectedHeader, ['JWT', 'at+jwt'])) return null;
    if (payload['typ'] !== undefined && payload['typ'] !== 'Bearer') return null;
    // An ID token has the same issuer and audience; only it carries these.
    if ('nonce' in payload || 'at_hash' in payload || 'events' in payload) return null;
    return KNOWN_CLIENTS.includes(String(payload['azp'])) ? payload : null;
  }

  /** The claims of a logout token (OpenID Connect Back-Channel Logout 1.0, 2.6); null for every other token. */
  async logoutToken(token: string): Promise<JWTPayload | null> {
    const { payload, protectedHeader } = (await this.verify(token, ['iat', 'jti', 'events'])) ?? {};
    if (!payload || 'nonce' in payload || !(payload.sub || payload['sid'])) return null;
    if (!isOfType(protectedHeader, ['logout+jwt']) && payload['typ'] !== 'Logout') return null;
    const isOld = seconds() - payload.iat! > LOGOUT_MAX_AGE_SECONDS;
    const events = payload['events'];
    return !isOld && typeof events === 'object' && events !== null && LOGOUT_EVENT in events ? payload : null;
  }

  private async verify(token: string, requiredClaims: string[]): Promise<Verified | null> {
    const keys = await this.publicKeys();
    const verified = await jwtVerify(token, keys, {
      algorithms: [SIGNATURE],
      issuer: ISSUER,
      audience: env.OIDC_CLIENT_ID,
      requiredClaims,
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: clock.now(),
    }).catch(() => null);
    const isFromFuture = (verified?.payload.iat ?? 0) > seconds() + TOLERANCE_SECONDS;
    return isFromFuture ? null : verified;
  }

  /**
   * Old keys stay known while new ones come. A new key is asked for as soon as it is used; names of keys that nobody
   * has cannot make us ask more than once a second.
   */
  private async publicKeys(): Promise<JWTVerifyGetKey> {
    this.keys ??= createRemoteJWKSet(await this.provider.keysAddress(), {
      cooldownDuration: 1_000,
      cacheMaxAge: 600_000,
      timeoutDuration: 5_000,
    });
    return this.keys;
  }
}

const isOfType = (header: ProtectedHeaderParameters | undefined, types: string[]) =>
  header?.typ === undefined ? false : types.some((type) => type.toLowerCase() === header.typ!.toLowerCase());

const seconds = () => Math.floor(clock.now().getTime() / 1000);
