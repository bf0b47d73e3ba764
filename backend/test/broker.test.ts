import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import type { TenantRef } from '../src/tenant/tenant.service.js';
import { codeNow, IS_KEYCLOAK, type RealmOfKeycloak } from './keycloak.js';
import { PlayedBroker } from './played-broker.js';
import { asker, JSON_HEADERS, settleSignIn, signIn, signInApp } from './signed-in.js';
import { Visitor } from './visitor.js';

process.env.OIDC_DIRECTORIES = '{"havelberg":{"alias":"rathaus","name":"Rathaus Havelberg"}}';
const setting = await settleSignIn();
const product = await signInApp(setting);
const { aTown } = await import('./builders.js');
const { AccountService } = await import('../src/account/account.service.js');
const { superuser } = await import('./database.js');
const { TrustedDocuments } = await import('../src/platform/documents.js');

const realm = setting.issuer as RealmOfKeycloak;
const { nameOf } = await asker(product);

(IS_KEYCLOAK ? describe : describe.skip)('people who prove elsewhere who they are', () => {
  const [identity, directory] = ['bundid', 'rathaus'].map(
    (name) => new PlayedBroker(realm, `${name}-${realm?.name}`),
  ) as [PlayedBroker, PlayedBroker];
  let town: TenantRef;
  let brokers: object[];
  /** Of the second factor that the person from the directory has set up. */
  let secret = '';
  const at = () => `http://${town.slug}.localhost:${setting.port}`;
  const endpoint = (alias: string) => `${realm.issuer}/broker/${alias}/endpoint`;

  beforeAll(async () => {
    town = await aTown(product, { slug: 'havelberg' });
    await identity.open([
      { username: 'basis', level: 'STORK-QAA-Level-1' },
      { username: 'elster', level: 'STORK-QAA-Level-3' },
      { username: 'ausweis', level: 'STORK-QAA-Level-4' },
      { username: 'erfunden', level: 'STORK-QAA-Level-9' },
    ]);
    await identity.trustSaml(realm.issuer, endpoint('bundid'));
    await directory.open([{ username: 'karin', level: 'STORK-QAA-Level-4' }]);
    await directory.trustOidc('mitsprache', 'ein-geheimnis', endpoint('rathaus'));
    const attributes = { email: 'mail', firstName: 'givenName', lastName: 'surname' };
    brokers = [
      {
        ...{ protocol: 'saml', alias: 'bundid', name: 'BundID', level: 'trustLevel', attributes },
        metadata: `${identity.address}/protocol/saml/descriptor`,
      },
      {
        ...{ protocol: 'oidc', alias: 'rathaus', name: 'Rathaus Havelberg', level: 'level' },
        isDirectory: true,
        ...{ clientId: 'mitsprache', clientSecret: 'ein-geheimnis' },
        metadata: `${directory.address}/.well-known/openid-configuration`,
      },
    ];
  });
  afterAll(() => Promise.all([identity, directory].map((broker) => broker.close())));

  /** From the town's sign-in through the broker's button to the town again. */
  async function through(broker: string, username: string, visitor = new Visitor()): Promise<Visitor> {
    const choice = await (await visitor.visit(`${at()}/auth/login?to=/health/live`)).text();
    const [, button] = new RegExp(`href="([^"]*/broker/${broker}/login[^"]*)"`).exec(choice) ?? [];
    expect(button).toBeDefined();
    await passOn(visitor, await visitor.visit(button!.replaceAll('&amp;', '&')), username);
    return visitor;
  }

  /** Straight on to the directory of the town, as its staff chooses; back in the town. */
  async function throughDirectory(username: string, wish = 'login', visitor = new Visitor()) {
    const page = await visitor.visit(`${at()}/auth/${wish}?via=directory&to=/health/live`);
    expect(visitor.at).toContain(`/realms/${directory.name}/`);
    await passOn(visitor, page, username);
    return visitor;
  }

  /** Through every page between: what is posted on by itself, the password, what Keycloak asks the first time. */
  async function passOn(visitor: Visitor, page: Response, username: string): Promise<void> {
    for (let pages = 0; pages < 8; pages += 1) {
      const text = await page.clone().text();
      if (visitor.at.startsWith(`${at()}/health`)) return;
      const fields = fieldsOf(text, username);
      page = await visitor.send(text, fields);
    }
    throw new Error(`Still at ${visitor.at}: ${await page.text()}`);
  }

  /** The password, a new second factor, or a code of the one that was set up before. */
  function fieldsOf(page: string, username: string): Record<string, string> {
    const [, fresh] = /name="totpSecret" value="([^"]+)"/.exec(page) ?? [];
    if (fresh) secret = fresh;
    if (fresh) return { totp: codeNow(fresh), userLabel: 'Telefon' };
    if (page.includes('name="otp"')) return { otp: codeNow(secret) };
    return page.includes('name="password"') ? { username, password: 'demo' } : {};
  }

  const assuranceOf = async (visitor: Visitor) => (await shownTo(visitor)).assurance;
  async function shownTo(visitor: Visitor): Promise<{ assurance: string; roles: string[] }> {
    const id = product.get(TrustedDocuments).add('query Shown { me { assurance roles } }');
    const body = JSON.stringify({ id, variables: {}, operationName: 'Shown' });
    const answer = await visitor.step(`${at()}/graphql`, { method: 'POST', body, headers: JSON_HEADERS });
    return ((await answer.json()) as { data: { me: { assurance: string; roles: string[] } } }).data.me;
  }
  const sourceOf = async (name: string) =>
    (await (await superuser()).query('select assurance_source from account where name = $1', [name])).rows[0]
      .assurance_source as string;

  const provedAt = async () =>
    (
      await (
        await superuser()
      ).query(
        `select max(authenticated_at) as at from session join account a on a.id = account_id
         where a.name = 'karin Beispiel'`,
      )
    ).rows[0].at as Date;

  test('are let in by what the operator’s file names; a second run has nothing to do, drift is mended', async () => {
    const made = await realm.apply({ brokers });
    expect(made).toContain('broker bundid: missing');
    expect(made).toContain('broker rathaus: missing');
    expect(await realm.apply({ brokers })).toEqual([]);
    const address = '/identity-provider/instances/bundid';
    const there = (await (await realm.admin(address)).json()) as { config: object };
    const config = { ...there.config, validateSignature: 'false' };
    await realm.admin(address, { method: 'PUT', body: { ...there, config, trustEmail: true } });
    const told = ['broker bundid: config.validateSignature, trustEmail'];
    expect(await realm.apply({ brokers, isCheck: true })).toEqual(told);
    expect(await realm.apply({ brokers })).toEqual(told);
    expect(await realm.apply({ brokers })).toEqual([]);
  });

  test.each([
    ['basis', 'email'],
    ['elster', 'substantial'],
    ['ausweis', 'high'],
    ['erfunden', 'none'],
  ])('%s through BundID is %s', async (username, assurance) => {
    const visitor = await through('bundid', username);
    expect(await nameOf(visitor, at())).toBe(`${username} Beispiel`);
    expect(await assuranceOf(visitor)).toBe(assurance);
    expect(await sourceOf(`${username} Beispiel`)).toBe('bundid');
  });

  test('are known as surely as this sign-in says, not as one before it', async () => {
    const sure = await through('bundid', 'ausweis');
    await identity.says({ username: 'ausweis', level: 'STORK-QAA-Level-1' });
    const unsure = await through('bundid', 'ausweis');
    expect(await assuranceOf(unsure)).toBe('email');
    expect(await assuranceOf(sure)).toBe('high');
  });

  test('come from a town’s directory as somebody, whatever level and address it claims', async () => {
    const choice = await (await new Visitor().visit(`${at()}/auth/login?to=/health/live`)).text();
    expect(choice).toContain('/broker/bundid/login');
    expect(choice).not.toContain('/broker/rathaus/login');
    const visitor = await throughDirectory('karin');
    expect(await nameOf(visitor, at())).toBe('karin Beispiel');
    expect(await assuranceOf(visitor)).toBe('none');
    expect(await sourceOf('karin Beispiel')).toBe('rathaus');
  });

  test('come from it to work with a second factor of ours only', async () => {
    const { rows } = await (await superuser()).query(`select id from account where name = 'karin Beispiel'`);
    await product.as({ tenantId: town.id, tenantSlug: town.slug }, () =>
      product
        .get(AccountService)
        .give({ accountId: rows[0].id, role: 'clerk', procedureId: null, grantedBy: null }),
    );
    const visitor = await throughDirectory('karin');
    expect((await shownTo(visitor)).roles).toEqual(['clerk']);
    const before = await provedAt();
    await new Promise((wait) => setTimeout(wait, 1_100));
    await throughDirectory('karin', 'step-up', visitor);
    expect((await shownTo(visitor)).roles).toEqual(['clerk']);
    expect((await provedAt()).getTime()).toBeGreaterThan(before.getTime());
  });

  test('become nobody else by an address that they claim', async () => {
    await signIn(new Visitor(), at(), 'anna');
    await identity.says({ username: 'basis', level: 'STORK-QAA-Level-4' }, 'anna.albrecht@mail.example');
    const visitor = new Visitor();
    await expect(through('bundid', 'basis', visitor)).rejects.toThrow('/broker/bundid/endpoint');
    expect(await nameOf(visitor, at())).toBeNull();
    const { rows } = await (await superuser()).query(`select mail from account where name = 'Anna Albrecht'`);
    expect(rows).toEqual([{ mail: 'anna.albrecht@mail.example' }]);
  });
});
