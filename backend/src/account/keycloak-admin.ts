import KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import * as oidc from 'openid-client';

import { configurationOf, ISSUER } from './identity-provider.js';

const CLIENT_ID = 'mitsprache-provisioning';
/** Its tokens count a minute; a new one is got a little earlier. */
const EARLY_SECONDS = 10;

/** The admin API of our realm, with the few rights of the service account. Throws where it cannot be asked. */
export async function administration(): Promise<KeycloakAdminClient> {
  const [, baseUrl, realmName] = /^(.+)\/realms\/([^/]+)$/.exec(ISSUER) ?? [];
  if (!baseUrl) throw new Error(`The issuer ${ISSUER} is no realm of a Keycloak.`);
  const configuration = await configurationOf(CLIENT_ID);
  const keycloak = new KeycloakAdminClient({ baseUrl, realmName });
  let kept = { token: '', until: 0 };
  keycloak.registerTokenProvider({
    async getAccessToken() {
      if (kept.until > performance.now()) return kept.token;
      const { access_token: token, expires_in: seconds = 60 } =
        await oidc.clientCredentialsGrant(configuration);
      kept = { token, until: performance.now() + (seconds - EARLY_SECONDS) * 1_000 };
      return token;
    },
  });
  return keycloak;
}
