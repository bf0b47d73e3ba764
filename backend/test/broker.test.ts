import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import type { TenantRef } from '../src/tenant/tenant.service.js';
import { IS_KEYCLOAK, type RealmOfKeycloak } from './keycloak.js';
import { PlayedBroker } from './played-broker.js';
import { asker, JSON_HEADERS, settleSignIn, signIn, signInApp } from './signed-in.js';
import { Visitor } from './visitor.js';

const setting = await settleSignIn();
const product = await signInApp(setting);
const { aTown } = await import('./builders.js');
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

  /** Through every page between: what is posted on by itself, the password, what Keycloak asks the first time. */
  async function passOn(visitor: Visitor, page: Response, username: string): Promise<void> {
    for (let pages = 0; pages < 8; pages += 1) {
      const text = await page.clone().text();
      if (visitor.at.startsWith(`${at()}/health`)) return;
      const fields: Record<string, string> = text.includes('name="password"')
        ? { username, password: 'demo' }
        : {};
      page = await visitor.send(text, fields);
    }
    throw new Error(`Still at ${visitor.at}: ${await page.text()}`);
  }

  async function assuranceOf(visitor: Visitor): Promise<string> {
    const id = product.get(TrustedDocuments).add('query Assurance { me { assurance } }');
    const body = JSON.stringify({ id, variables: {}, operationName: 'Assurance' });
    const answer = await visitor.step(`${at()}/graphql`, { method: 'POST', body, headers: JSON_HEADERS });
    return ((await answer.json()) as { data: { me: { assurance: string } } }).data.me.assurance;
  }
  const sourceOf = async (name: string) =>
    (await (await superuser()).query('select assurance_source from account where name = $1', [name])).rows[0]
      .assurance_source as string;

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
    const visitor = await through('rathaus', 'karin');
    expect(await nameOf(visitor, at())).toBe('karin Beispiel');
    expect(await assuranceOf(visitor)).toBe('none');
    expect(await sourceOf('karin Beispiel')).toBe('rathaus');
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
