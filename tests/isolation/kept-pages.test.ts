import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { addresses, type Sent } from '../access/routes.ts';
import { sendOne } from '../access/visit.ts';
import { ask, browser, describeInBrowser, type Answer, type Visitor } from '../portal.ts';
import { anotherNetwork } from './other-town.ts';

const HERE = 'zeitz';
const TEXT = `Nur Bernd weiß das: ${crypto.randomUUID()}`;
const PERSONAL = /Bernd|Böttcher|bernd\.boettcher/;
let turn = 0;

describeInBrowser('a page that was made for a person', () => {
  const { visitor } = browser();
  let guest: Visitor;
  let sent: Sent;
  let cookie: string;
  beforeAll(async () => {
    guest = await visitor();
    sent = await sendOne(guest, 'bernd', TEXT);
    const cookies = await guest.context.cookies();
    const here = cookies.filter(({ domain }) => domain.startsWith(`${HERE}.`));
    expect(here.length).toBeGreaterThan(0);
    for (const { httpOnly } of here) expect(httpOnly).toBe(true);
    cookie = here.map(({ name, value }) => `${name}=${value}`).join('; ');
  });
  afterAll(() => guest.leave());

  const known = (path: string, headers = {}) =>
    ask(path, { town: HERE, from: anotherNetwork(), headers: { cookie, ...headers } });
  const anyone = (path: string, headers = {}) => ask(path, { town: HERE, from: anotherNetwork(), headers });
  const isForAnyone = ({ text, headers }: Answer) => {
    expect(text).not.toContain(TEXT);
    expect(text).not.toMatch(PERSONAL);
    expect(headers['set-cookie']).toBeUndefined();
  };
  const isForOne = ({ headers }: Answer) => {
    expect(headers['cache-control']).toMatch(/no-store|private/);
    expect(headers['cache-control']).not.toContain('public');
  };

  const routes = Object.keys(addresses({ number: '', code: '' }));
  it.each(routes)('%s is neither kept nor handed to anybody else', async (route) => {
    // A receipt is for who holds its code, signed in or not.
    if (route === '/quittung/[number]/[code]') return;
    for (const address of addresses(sent)[route]!) {
      // An address that nobody has asked before, so that the page cannot come from memory.
      const path = `${address}${address.includes('?') ? '&' : '?'}runde=${(turn += 1)}`;
      const mine = await known(path);
      isForOne(mine);
      isForAnyone(await anyone(path));
      isForAnyone(await anyone(path));
      isForAnyone(await anyone(path, { 'if-none-match': mine.headers.etag ?? '"x"' }));
      isForOne(await known(path));
      isForOne(await known(path, { 'accept-encoding': 'br' }));
    }
  });

  it('is really made for that person, and at no other host', async () => {
    const [list, one] = await Promise.all([
      known('/meine-stellungnahmen'),
      known(`/meine-stellungnahmen/${sent.number}`),
    ]);
    expect(list.text).toContain(TEXT);
    expect(one.text).toContain(TEXT);
    const elsewhere = await ask('/meine-stellungnahmen', { town: 'koethen', headers: { cookie } });
    expect(elsewhere.text).not.toContain(TEXT);
    const refused = await anyone(`/meine-stellungnahmen/${sent.number}`);
    expect([refused.status, refused.headers.location]).toEqual([
      303,
      expect.stringMatching(/^\/auth\/login/),
    ]);
  });

  it('a receipt is kept by nobody', async () => {
    for (const path of [
      `/quittung/${sent.number}/${sent.code}`,
      `/api/receipts/${sent.number}/${sent.code}/receipt.json`,
      `/api/receipts/${sent.number}/${sent.code}/receipt.pdf`,
    ]) {
      const answer = await anyone(path);
      expect(answer.status).toBe(200);
      isForOne(answer);
    }
  });

  it('pages for everybody carry validators, short caching and no cookie', async () => {
    for (const path of ['/', '/verfahren', '/verfahren/elsterterrassen', '/impressum', '/en']) {
      const page = await anyone(path);
      expect(page.headers['cache-control']).toMatch(/^public, max-age=\d{1,2}\b/);
      expect(page.headers['set-cookie']).toBeUndefined();
      expect((await anyone(path, { 'if-none-match': page.headers.etag! })).status).toBe(304);
    }
  });
});
