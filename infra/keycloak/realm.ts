import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = Record<string, unknown>;

/** The realm as Keycloak's admin API takes it; only what we say something about. */
export interface Realm extends Json {
  realm: string;
  clients: (Json & { clientId: string })[];
  users: (Json & { username: string })[];
  authenticationFlows: (Json & { alias: string })[];
}

export interface RealmOptions {
  /** Its name, also in the issuer's address; `mitsprache` by default. */
  name?: string;
  /** Main address of the portal, e.g. `https://mitsprache.example`. */
  origin: string;
  /** Public half of the key with which the portal proves itself (`private_key_jwt`). */
  clientJwk: Json;
  /** Where Keycloak sends mail; without it addresses stay unconfirmed and passwords are not reset by mail. */
  smtp?: Json;
}

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');

/** realm.json with everything filled in that differs between installations. */
export function realmFor({ name = 'mitsprache', origin, clientJwk, smtp }: RealmOptions): Realm {
  const jwks = JSON.stringify({ keys: [{ ...clientJwk, use: 'sig', alg: 'ES256' }] });
  const text = read('realm.json')
    .replaceAll('${ORIGIN}', inJson(origin))
    .replaceAll('${CLIENT_JWKS}', inJson(jwks))
    .replaceAll('default-roles-mitsprache', `default-roles-${name}`);
  const realm = JSON.parse(text) as Realm;
  return {
    ...realm,
    realm: name,
    components: { ...(realm['components'] as Json), ...userProfile() },
    verifyEmail: Boolean(smtp),
    resetPasswordAllowed: Boolean(smtp),
    ...(smtp && { smtpServer: smtp }),
  };
}

/** Who may see and change which of a person's attributes; assurance is for nobody but the administration. */
export const userProfileConfig = (): Json => JSON.parse(read('user-profile.json')) as Json;

function userProfile(): Json {
  const config = { 'kc.user.profile.config': [JSON.stringify(userProfileConfig())] };
  return {
    'org.keycloak.userprofile.UserProfileProvider': [{ providerId: 'declarative-user-profile', config }],
  };
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
