import { describe, expect, test } from '@jest/globals';

import { IS_KEYCLOAK, type RealmOfKeycloak } from './keycloak.js';
import { settleSignIn } from './signed-in.js';

const setting = await settleSignIn();
const realm = setting.issuer as RealmOfKeycloak;

(IS_KEYCLOAK ? describe : describe.skip)('the realm of a real Keycloak', () => {
  test('has the realm that the code says: a second run has nothing to do, and drift is told and mended', async () => {
    expect(await realm.apply()).toEqual([]);
    const [client] = (await (await realm.admin('/clients?clientId=mitsprache-backend')).json()) as {
      id: string;
    }[];
    const drift = { directAccessGrantsEnabled: true, redirectUris: ['*'] };
    await realm.admin('', {
      method: 'PUT',
      body: { accessTokenLifespan: 86_400, bruteForceProtected: false },
    });
    await realm.admin(`/clients/${client!.id}`, {
      method: 'PUT',
      body: { clientId: 'mitsprache-backend', ...drift },
    });

    const told = ['realm: bruteForceProtected, accessTokenLifespan'];
    told.push('client mitsprache-backend: directAccessGrantsEnabled, redirectUris');
    expect(await realm.apply({ isCheck: true })).toEqual(told);
    expect(await realm.apply()).toEqual(told);
    expect(await realm.apply()).toEqual([]);
  });

  test('gets a way of signing in that the code has and it has not', async () => {
    const alias = 'mitsprache after directory 1';
    const flows = async () =>
      (await (await realm.admin('/authentication/flows')).json()) as { id: string; alias: string }[];
    const steps = async () =>
      (await (await realm.admin(`/authentication/flows/${encodeURIComponent(alias)}/executions`)).json()) as {
        displayName: string;
        authenticationConfig?: string;
      }[];
    const before = (await steps()).map(({ displayName, authenticationConfig: has }) => [
      displayName,
      Boolean(has),
    ]);
    const { id } = (await flows()).find((flow) => flow.alias === alias)!;
    await realm.admin(`/authentication/flows/${id}`, { method: 'DELETE' });
    expect(await realm.apply({ isCheck: true })).toEqual([`flow ${alias}: missing`]);
    expect(await realm.apply()).toEqual([`flow ${alias}: missing`]);
    expect(await realm.apply()).toEqual([]);
    const after = await steps();
    expect(after.map(({ displayName, authenticationConfig: has }) => [displayName, Boolean(has)])).toEqual(
      before,
    );
  });
});
