import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK } from 'jose';
import * as oidc from 'openid-client';

import { IS_KEYCLOAK, RealmOfKeycloak } from './keycloak.js';

(IS_KEYCLOAK ? describe : describe.skip)('the service account for towns', () => {
  let realm: RealmOfKeycloak;
  let token: string;

  beforeAll(async () => {
    const secretsFile = join(process.env.DATA_DIR!, 'secrets.json');
    const { clientKey } = JSON.parse(readFileSync(secretsFile, 'utf8')) as {
      clientKey: Record<string, unknown> & { kid: string };
    };
    const { d: _private, ...publicJwk } = clientKey;
    realm = await RealmOfKeycloak.make({ origin: 'http://localhost:1', clientJwk: publicJwk });
    const key = (await importJWK(clientKey as never, 'ES256')) as oidc.CryptoKey;
    const configuration = await oidc.discovery(
      new URL(realm.issuer),
      'mitsprache-provisioning',
      {},
      oidc.PrivateKeyJwt({ key, kid: clientKey.kid }),
      { execute: [oidc.allowInsecureRequests] },
    );
    token = (await oidc.clientCredentialsGrant(configuration)).access_token;
  });
  afterAll(() => realm.stop());

  const statusOf = async (path: string, body?: object) => {
    const { url } = realm.keycloak;
    const answer = await fetch(`${url}/admin/realms/${realm.name}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return answer.status;
  };

  test('makes Organizations', async () => {
    const town = { name: 'stendal', alias: 'stendal', domains: [{ name: 'stendal.example' }] };
    expect(await statusOf('/organizations', town)).toBe(201);
    expect(await statusOf('/organizations')).toBe(200);
  });

  test('sees and changes no people, no clients, no roles and no keys', async () => {
    for (const path of ['/users', '/clients', '/roles', '/components', '/identity-provider/instances'])
      expect([path, await statusOf(path)]).toEqual([path, 403]);
    expect(await statusOf('/users', { username: 'mallory', enabled: true })).toBe(403);
    expect(await statusOf('/clients', { clientId: 'mallory' })).toBe(403);
  });
});
