import type KeycloakAdminClient from '@keycloak/keycloak-admin-client';

import { flows } from './flows.ts';
import { userProfileConfig, type Realm } from './realm.ts';

type Json = Record<string, unknown>;

/** One realm of one Keycloak. */
export interface Place {
  keycloak: KeycloakAdminClient;
  realm: string;
}

/** One thing that the code wants, as it is there (null where it is missing), and how to make it so. */
export interface Wish {
  name: string;
  wanted: Json;
  there: Json | null;
  write(differing: string[]): Promise<unknown>;
}

export type Part = (place: Place, realm: Realm) => Promise<Wish[]>;

/** Made by an import only, or looked at by a part of their own. */
const COLLECTIONS = new Set([
  ...['roles', 'defaultRole', 'components', 'authenticationFlows', 'authenticatorConfig', 'clients'],
  ...['scopeMappings', 'clientScopeMappings', 'users', 'organizations'],
]);

const settings: Part = async ({ keycloak, realm: name }, realm) => {
  const wanted = Object.fromEntries(Object.entries(realm).filter(([key]) => !COLLECTIONS.has(key)));
  // Keycloak answers with stars instead of the password.
  const { password: _secret, ...smtp } = (wanted['smtpServer'] ?? {}) as Json;
  const there = (await keycloak.realms.findOne({ realm: name })) as Json;
  return [
    {
      name: 'realm',
      wanted: wanted['smtpServer'] ? { ...wanted, smtpServer: smtp } : wanted,
      there,
      write: () =>
        keycloak.realms.update({ realm: name }, {
          ...wanted,
          attributes: { ...(there['attributes'] as Json), ...(wanted['attributes'] as Json) },
        } as never),
    },
  ];
};

const userProfile: Part = async ({ keycloak, realm }) => {
  const config = userProfileConfig();
  const there = (await keycloak.users.getProfile({ realm })) as unknown as Json;
  const byName = (profile: Json) =>
    Object.fromEntries((profile['attributes'] as { name: string }[]).map((one) => [one.name, one as Json]));
  const shape = (profile: Json) => ({
    policy: profile['unmanagedAttributePolicy'] ?? 'DISABLED',
    ...byName(profile),
  });
  return [
    {
      name: 'user profile',
      wanted: shape(config),
      there: shape(there),
      write: () => keycloak.users.updateProfile({ realm, ...config } as never),
    },
  ];
};

const roles: Part = async ({ keycloak, realm: name }, { roles: wanted }) => {
  const { realm: list } = wanted as { realm: (Json & { name: string })[] };
  const there = (await keycloak.roles.find({ realm: name })) as (Json & { name: string })[];
  return list
    .filter(({ composite }) => !composite)
    .map((role) => ({
      name: `role ${role.name}`,
      wanted: role,
      there: there.find((one) => one.name === role.name) ?? null,
      write: (found) =>
        found[0] === 'missing'
          ? keycloak.roles.create({ realm: name, ...role })
          : keycloak.roles.updateByName({ realm: name, name: role.name }, role),
    }));
};

const clients: Part = async ({ keycloak, realm: name }, { clients: wanted }) => {
  const wishes = wanted.map(async ({ protocolMappers, ...client }): Promise<Wish[]> => {
    const [there] = (await keycloak.clients.find({ realm: name, clientId: client.clientId })) as Json[];
    const id = String(there?.['id']);
    const whole = { ...client, ...(protocolMappers ? { protocolMappers } : {}) };
    const own: Wish = {
      name: `client ${client.clientId}`,
      wanted: client,
      there: there ?? null,
      write: (found) =>
        found[0] === 'missing'
          ? keycloak.clients.create({ realm: name, ...whole } as never)
          : keycloak.clients.update({ realm: name, id }, { ...there, ...client } as never),
    };
    return there
      ? [own, ...mappersOf({ keycloak, realm: name }, there, (protocolMappers ?? []) as Mapper[])]
      : [own];
  });
  return (await Promise.all(wishes)).flat();
};

type Mapper = Json & { name: string };

function mappersOf({ keycloak, realm }: Place, client: Json, wanted: Mapper[]): Wish[] {
  const present = (client['protocolMappers'] ?? []) as Mapper[];
  const id = String(client['id']);
  return wanted.map((mapper) => {
    const there = present.find(({ name }) => name === mapper.name);
    return {
      name: `client ${String(client['clientId'])}, claim ${mapper.name}`,
      wanted: mapper,
      there: there ?? null,
      write: () =>
        there
          ? keycloak.clients.updateProtocolMapper({ realm, id, mapperId: String(there['id']) }, {
              ...there,
              ...mapper,
            } as never)
          : keycloak.clients.addProtocolMapper({ realm, id }, mapper),
    };
  });
}

/** What a service account may do, and nothing more. */
const serviceAccounts: Part = async ({ keycloak, realm }, { users }) => {
  const wishes = users
    .filter(({ serviceAccountClientId }) => serviceAccountClientId)
    .map(async (user): Promise<Wish> => {
      const roleNames = (user['clientRoles'] as Record<string, string[]>)['realm-management'] ?? [];
      const [client] = await keycloak.clients.find({
        realm,
        clientId: String(user['serviceAccountClientId']),
      });
      const [management] = await keycloak.clients.find({ realm, clientId: 'realm-management' });
      const account = await keycloak.clients.getServiceAccountUser({ realm, id: client!.id! });
      const mapping = { realm, id: account.id!, clientUniqueId: management!.id! };
      const held = await keycloak.users.listClientRoleMappings(mapping);
      return {
        name: `rights of ${String(user['serviceAccountClientId'])}`,
        wanted: { roles: roleNames },
        there: { roles: held.map(({ name }) => name) },
        write: async () => {
          const known = await keycloak.clients.listRoles({ realm, id: management!.id! });
          const missing = known.filter(
            ({ name }) => roleNames.includes(name!) && !held.some((one) => one.name === name),
          );
          const surplus = held.filter(({ name }) => !roleNames.includes(name!));
          await keycloak.users.addClientRoleMappings({ ...mapping, roles: missing as never });
          await keycloak.users.delClientRoleMappings({ ...mapping, roles: surplus as never });
        },
      };
    });
  return Promise.all(wishes);
};

/** Keys come with the import; here it is only seen that the ones that sign are there. */
const keys: Part = async ({ keycloak, realm }, { components }) => {
  const wanted =
    (components as Record<string, (Json & { name: string })[]>)['org.keycloak.keys.KeyProvider'] ?? [];
  const there = (await keycloak.components.find({ realm, type: 'org.keycloak.keys.KeyProvider' })) as Json[];
  return wanted.map(({ name, providerId, config }) => ({
    name: `keys ${name}`,
    wanted: { providerId },
    there: there.find((one) => one['providerId'] === providerId) ?? null,
    write: async () => {
      const { id: parentId } = (await keycloak.realms.findOne({ realm }))!;
      await keycloak.components.create({
        ...{ realm, name, providerId: String(providerId), providerType: 'org.keycloak.keys.KeyProvider' },
        ...{ parentId, config: config as never },
      });
    },
  }));
};

/** In the order in which they build on each other. */
export const PARTS: Part[] = [flows, keys, settings, userProfile, roles, clients, serviceAccounts];
