import { beforeAll, describe, expect, test } from '@jest/globals';

import type { TenantRef } from '../src/tenant/tenant.service.js';
import { asker, settleSignIn, signIn, signInApp } from './signed-in.js';
import { Visitor } from './visitor.js';

process.env.OIDC_DIRECTORIES = '{"tangerhuette":{"alias":"rathaus","name":"Rathaus <Tangerhütte>"}}';
const setting = await settleSignIn();
const product = await signInApp(setting);
const { aTown } = await import('./builders.js');
const { nameOf } = await asker(product);

const at = (town: TenantRef) => `http://${town.slug}.localhost:${setting.port}`;

describe('a town with a directory of its own', () => {
  let town: TenantRef;
  let other: TenantRef;
  beforeAll(async () => {
    town = await aTown(product, { slug: 'tangerhuette' });
    other = await aTown(product);
  });

  const asked = (path: string, place = town) => new Visitor().step(`${at(place)}${path}`);
  /** The address at the issuer that a way of signing in leads to. */
  async function atIssuer(path: string, place = town): Promise<URL> {
    const visitor = new Visitor();
    const begin = await visitor.step(`${at(place)}${path}`);
    return new URL((await visitor.step(begin.headers.get('location')!)).headers.get('location')!);
  }

  test.each(['login', 'step-up'])('asks its staff before %s which way they take', async (wish) => {
    for (const path of ['/arbeitsplatz', '/arbeitsplatz/verfahren?seite=2', '/en/arbeitsplatz']) {
      const answer = await asked(`/auth/${wish}?to=${encodeURIComponent(path)}`);
      expect(answer.status).toBe(200);
      const page = await answer.text();
      expect(page).toContain('Rathaus &#60;Tangerhütte&#62;');
      for (const via of ['directory', 'password'])
        expect(page).toContain(`href="/auth/${wish}?via=${via}&#38;to=${encodeURIComponent(path)}"`);
    }
  });

  test('asks nobody else', async () => {
    for (const path of ['/', '/meine-stellungnahmen', '/arbeitsplatzsuche', ''])
      expect((await asked(`/auth/login?to=${path}`)).status).toBe(303);
    expect((await asked('/auth/second-factor?to=/arbeitsplatz')).status).toBe(303);
    expect((await asked('/auth/login?to=/arbeitsplatz', other)).status).toBe(303);
  });

  test('leads straight there, or to the password', async () => {
    const hint = async (path: string, place?: TenantRef) =>
      (await atIssuer(path, place)).searchParams.get('kc_idp_hint');
    expect(await hint('/auth/login?via=directory&to=/arbeitsplatz')).toBe('rathaus');
    expect(await hint('/auth/step-up?via=directory&to=/arbeitsplatz')).toBe('rathaus');
    expect(await hint('/auth/login?via=password&to=/arbeitsplatz')).toBeNull();
    expect(await hint('/auth/login?via=directory&to=/arbeitsplatz', other)).toBeNull();
    expect(await hint('/auth/login?via=directory&via=rathaus&to=/&to=//evil.example')).toBeNull();
  });

  test('lets people in by the password all the same', async () => {
    const visitor = new Visitor();
    await signIn(visitor, `${at(town)}/auth/login?via=password&to=/health/live`, 'buero');
    expect(await nameOf(visitor, at(town))).toBe('Nele Hartwig');
  });
});
