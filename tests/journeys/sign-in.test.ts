import { expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';

import { proves, signIn } from '../access/visit.ts';
import { browser, describeInBrowser, opens, portalOf, type Visitor } from '../portal.ts';

const MINE = '/meine-stellungnahmen';
const PEOPLE = `${portalOf('zeitz')}/arbeitsplatz/einstellungen/personen`;
/** What begins like the header of a token: `{"` in base64url, with the parts that follow. */
const TOKEN = /eyJ[\w-]{10,}(\.[\w-]+)*/g;
/** Receipts are signed in the same way; whoever sent a statement has them on the page. */
const RECEIPT = /"typ":"mitsprache-receipt\+jwt"|"kind":"statement-\w+"/;

/** What looks like a token and is none of our receipts. */
const tokensIn = (text: string): string[] =>
  (text.match(TOKEN) ?? []).filter(
    (word) => !RECEIPT.test(Buffer.from(word.split('.')[0]!, 'base64url').toString()),
  );

/** Who the page on this host says is signed in; null for nobody. */
async function nameOn(page: Page, town: string): Promise<string | null> {
  // With scripts at work, so that the links go through keycloak-js.
  await page.goto(`${portalOf(town)}${MINE}`, { waitUntil: 'networkidle' });
  await opens(page, 'Meine Stellungnahmen');
  const bar = page.locator('.account p');
  return (await bar.count()) ? bar.innerText() : null;
}

/** Everything that scripts of this page could read, and all cookies that the browser holds for our hosts. */
async function keptBy({ page, context }: Visitor) {
  const readable = await page.evaluate(async () => ({
    local: JSON.stringify(localStorage),
    session: JSON.stringify(sessionStorage),
    cookie: document.cookie,
    databases: (await indexedDB.databases()).map(({ name }) => name),
    page: document.documentElement.outerHTML,
  }));
  const cookies = await context.cookies([portalOf(), portalOf('zeitz'), portalOf('koethen')]);
  return { readable: JSON.stringify(readable), cookies };
}

async function signsOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Abmelden' }).click();
  // The issuer may ask whether this is meant.
  await page.waitForURL((url) => !url.pathname.startsWith('/auth/'));
  const question = page.locator('form [name=confirmLogout], form [name=logout]');
  if (await question.count()) await question.first().click();
}

/** The towns' hosts are other sites than the issuer's and than each other. */
describeInBrowser('signing in while the browser blocks cookies of other sites', () => {
  const { visitor } = browser(['--test-third-party-cookie-phaseout']);

  it('is what these tests do', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('set-cookie', 'there=1; SameSite=None; Secure');
      const other = `http://b.localhost:${(server.address() as AddressInfo).port}/picture`;
      response.setHeader('content-type', 'text/html').end(`<img alt="" src="${other}">`);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const { page, context } = await visitor();
    await page.goto(`http://a.localhost:${port}/`, { waitUntil: 'networkidle' });
    const domains = (await context.cookies()).map(({ domain }) => domain);
    expect(domains).toEqual(['a.localhost']);
    await context.close();
    server.closeAllConnections();
    server.close();
  });

  it('works in two towns with one password, leaves no token in the browser, and ends in both', async () => {
    const citizen = await visitor();
    const { page } = citizen;
    const bearers: string[] = [];
    page.on('request', (request) => {
      if (request.headers()['authorization']) bearers.push(request.url());
    });
    expect(await nameOn(page, 'zeitz')).toBeNull();
    await signIn(page, 'zeitz', 'anna');
    expect(await nameOn(page, 'zeitz')).toContain('Anna Albrecht');

    await page.goto(`${portalOf('koethen')}${MINE}`);
    await page.getByRole('main').getByRole('link', { name: 'Anmelden' }).click();
    await page.waitForURL(`${portalOf('koethen')}${MINE}`);
    expect(await nameOn(page, 'koethen')).toContain('Anna Albrecht');

    const { readable, cookies } = await keptBy(citizen);
    expect(tokensIn(readable)).toEqual([]);
    expect(cookies.flatMap(({ value }) => tokensIn(value))).toEqual([]);
    const sessions = cookies.filter(({ name }) => name === '__Host-session');
    expect(sessions.map(({ domain }) => domain).sort()).toEqual(['koethen.localhost', 'zeitz.localhost']);
    for (const session of sessions)
      expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
    expect(bearers).toEqual([]);

    await signsOut(page);
    await page.waitForURL((url) => url.host.startsWith('koethen.'));
    expect(await nameOn(page, 'koethen')).toBeNull();
    expect(await nameOn(page, 'zeitz')).toBeNull();
    await citizen.leave();
  });

  it('begins with a new account, and comes back to where it was asked for', async () => {
    const citizen = await visitor();
    const { page } = citizen;
    expect(await nameOn(page, 'zeitz')).toBeNull();
    await page.getByRole('link', { name: 'Konto anlegen' }).click();
    const mail = `clara.${Date.now()}@mail.example`;
    const typed = {
      '#firstName, #givenName': 'Clara',
      '#lastName, #familyName': 'Çelik',
      '#email': mail,
      '#password': 'ganz geheim 26',
      '#password-confirm': 'ganz geheim 26',
    };
    await page.locator('#email').waitFor();
    for (const [field, text] of Object.entries(typed))
      if (await page.locator(field).count()) await page.locator(field).fill(text);
    await page.getByRole('button', { name: 'Konto anlegen' }).click();
    await page.waitForURL(`${portalOf('zeitz')}${MINE}`);
    expect(await nameOn(page, 'zeitz')).toContain('Clara Çelik');
    await citizen.leave();
  });

  it('asks staff for the second factor, and again for both where roles are given', async () => {
    const admin = await visitor();
    const { page } = admin;
    await signIn(page, 'zeitz', 'admin');
    await page.goto(PEOPLE);
    await opens(page, 'Personen und Rollen');
    const before = (await admin.context.cookies(PEOPLE)).find(({ name }) => name === '__Host-session');

    const to = encodeURIComponent(new URL(PEOPLE).pathname);
    await page.goto(`${portalOf('zeitz')}/auth/step-up?to=${to}`);
    await proves(page, 'admin');
    await opens(page, 'Personen und Rollen');
    const after = (await admin.context.cookies(PEOPLE)).find(({ name }) => name === '__Host-session');
    expect(after?.value).toBeTruthy();
    expect(after?.value).not.toBe(before?.value);
    await admin.leave();
  });
});
