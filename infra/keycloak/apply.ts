import KeycloakAdminClient from '@keycloak/keycloak-admin-client';

import { brokerWishes, type Broker } from './brokers.ts';
import { differences } from './difference.ts';
import { PARTS, type Place, type Wish } from './parts.ts';
import type { Realm } from './realm.ts';

export interface ApplyOptions {
  /** Of Keycloak, without a path. */
  url: string;
  /** Of the user `admin` in the realm master. */
  adminPassword: string;
  /** Other places where people prove who they are, for this installation. */
  brokers?: Broker[];
  /** Only tells what differs. */
  isCheck?: boolean;
}

/**
 * Makes a Keycloak's realm what the code says, and returns one line for each thing that was (or with `isCheck` would
 * be) changed; a second run returns none. What the code says nothing about is left alone.
 */
export async function apply(
  realm: Realm,
  { url, adminPassword, brokers = [], isCheck = false }: ApplyOptions,
): Promise<string[]> {
  const keycloak = await connect(url, adminPassword);
  const place: Place = { keycloak, realm: realm.realm };
  const lines: string[] = [];
  const settle = async (wishes: Wish[]) => {
    for (const { name, wanted, there, write } of wishes) {
      const found = there ? differences(wanted, there) : ['missing'];
      if (!found.length) continue;
      lines.push(`${name}: ${found.join(', ')}`);
      if (!isCheck) await write(found);
    }
  };
  if (!(await keycloak.realms.findOne({ realm: realm.realm }))) {
    if (!isCheck) await keycloak.realms.create(realm as never);
    lines.push(`realm ${realm.realm} is missing`);
    if (isCheck) return lines;
  } else for (const part of PARTS) await settle(await part(place, realm));
  for (const broker of brokers) await settle(await brokerWishes(place, [broker]));
  return lines;
}

/** The admin API, with a token that is renewed while it is used. */
export async function connect(url: string, password: string): Promise<KeycloakAdminClient> {
  const keycloak = new KeycloakAdminClient({ baseUrl: url, realmName: 'master' });
  await keycloak.auth({ grantType: 'password', clientId: 'admin-cli', username: 'admin', password });
  return keycloak;
}
