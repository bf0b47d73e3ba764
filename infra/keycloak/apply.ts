import KeycloakAdminClient from '@keycloak/keycloak-admin-client';

import { differences } from './difference.ts';
import { PARTS, type Place } from './parts.ts';
import type { Realm } from './realm.ts';

export interface ApplyOptions {
  /** Of Keycloak, without a path. */
  url: string;
  /** Of the user `admin` in the realm master. */
  adminPassword: string;
  /** Only tells what differs. */
  isCheck?: boolean;
}

/**
 * Makes a Keycloak's realm what the code says, and returns one line for each thing that was (or with `isCheck` would
 * be) changed; a second run returns none. What the code says nothing about is left alone.
 */
export async function apply(
  realm: Realm,
  { url, adminPassword, isCheck = false }: ApplyOptions,
): Promise<string[]> {
  const keycloak = await connect(url, adminPassword);
  if (!(await keycloak.realms.findOne({ realm: realm.realm }))) {
    if (!isCheck) await keycloak.realms.create(realm as never);
    return [`realm ${realm.realm} is missing`];
  }
  const place: Place = { keycloak, realm: realm.realm };
  const lines: string[] = [];
  for (const part of PARTS) {
    for (const { name, wanted, there, write } of await part(place, realm)) {
      const found = there ? differences(wanted, there) : ['missing'];
      if (!found.length) continue;
      lines.push(`${name}: ${found.join(', ')}`);
      if (!isCheck) await write(found);
    }
  }
  return lines;
}

/** The admin API, with a token that is renewed while it is used. */
export async function connect(url: string, password: string): Promise<KeycloakAdminClient> {
  const keycloak = new KeycloakAdminClient({ baseUrl: url, realmName: 'master' });
  await keycloak.auth({ grantType: 'password', clientId: 'admin-cli', username: 'admin', password });
  return keycloak;
}
