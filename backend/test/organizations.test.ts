import { beforeAll, describe, expect, test } from '@jest/globals';

import type { TenantRef } from '../src/tenant/tenant.service.js';
import { IS_KEYCLOAK, type RealmOfKeycloak } from './keycloak.js';
import { settleSignIn, signInApp } from './signed-in.js';

const setting = await settleSignIn();
const product = await signInApp(setting);
const { aTown } = await import('./builders.js');
const { OrganizationService } = await import('../src/account/organizations.service.js');

const realm = setting.issuer as RealmOfKeycloak;

interface Organization {
  id: string;
  name: string;
  alias: string;
  enabled: boolean;
  attributes: Record<string, string[]>;
}

(IS_KEYCLOAK ? describe : describe.skip)('the towns at a real Keycloak', () => {
  let town: TenantRef;
  let other: TenantRef;

  const reconcile = (options = {}) =>
    product.visit({}, () => product.get(OrganizationService).reconcile(options));
  const ours = async () =>
    ((await (await realm.admin('/organizations?briefRepresentation=false&max=500')).json()) as Organization[])
      .filter(({ alias }) => alias === town.slug || alias === other.slug)
      .sort((one, two) => one.alias.localeCompare(two.alias));
  const organization = async (slug: string) => (await ours()).find(({ alias }) => alias === slug)!;
  const change = (one: Organization, changes: Partial<Organization>) =>
    realm.admin(`/organizations/${one.id}`, { method: 'PUT', body: { ...one, ...changes } });

  beforeAll(async () => {
    [town, other] = [
      await aTown(product, { slug: 'genthin' }),
      await aTown(product, { slug: 'tangermuende' }),
    ];
  });

  test('become Organizations, once; what is only asked changes nothing', async () => {
    const missing = expect.arrayContaining([
      'organization genthin: missing',
      'organization tangermuende: missing',
    ]);
    expect(await reconcile({ isCheck: true })).toEqual(missing);
    expect(await ours()).toEqual([]);
    expect(await reconcile()).toEqual(missing);
    expect(await ours()).toMatchObject([
      { name: 'genthin', enabled: true, attributes: { 'mitsprache-town': [town.id] } },
      { name: 'tangermuende', enabled: true },
    ]);
    expect(await reconcile()).toEqual([]);
  });

  test('are mended where somebody changed them, and told', async () => {
    await change(await organization('genthin'), { enabled: false, attributes: {} });
    const told = ['organization genthin: enabled, town'];
    expect(await reconcile({ isCheck: true })).toEqual(told);
    expect(await reconcile()).toEqual(told);
    expect(await reconcile()).toEqual([]);
    expect((await organization('genthin')).attributes).toMatchObject({ 'mitsprache-town': [town.id] });
  });

  test('leave alone what is none of ours, and switch off what was', async () => {
    const make = (alias: string, attributes: Record<string, string[]>) =>
      realm.admin('/organizations', {
        method: 'POST',
        body: { name: alias, alias, enabled: true, attributes },
      });
    await make('rechenzentrum', {});
    await make('ehemals', { 'mitsprache-town': ['00000000-0000-4000-8000-000000000000'] });
    expect(await reconcile()).toEqual(['organization ehemals: its town is gone']);
    expect(await reconcile()).toEqual([]);
    const all = (await (await realm.admin('/organizations?max=500')).json()) as Organization[];
    expect(all.find(({ alias }) => alias === 'ehemals')).toMatchObject({ enabled: false });
    expect(all.find(({ alias }) => alias === 'rechenzentrum')).toMatchObject({ enabled: true });
  });
});
