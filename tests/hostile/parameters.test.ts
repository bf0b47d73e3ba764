import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { Watch, read } from '../injection/watch.ts';
import { groups, vectors } from '../injection/vectors.ts';
import { ask, browser, describeInBrowser, portalOf, type Visitor } from '../portal.ts';

const TOWN = 'zeitz';
const FROM = '127.66.6.7';
const PLAN = '/verfahren/elsterterrassen';
const DIALOGUE = `${PLAN}/dialog/was-fehlt-ihnen-am-ufer-der-weissen-elster`;

/** Every place of an address where somebody else can write what he likes, marked with X. */
const ADDRESSES = [
  ...[
    '/X',
    '/en/X',
    '/?X=X',
    '/verfahren/X',
    '/verfahren?q=X',
    '/verfahren?q=a&stand=X&thema=X&ort=X&jahr=X&art=X',
  ],
  ...[`${PLAN}?X=X#X`, `${PLAN}/text/X`, `${PLAN}/text/begruendung?fassung=X&stimmen=X`],
  ...[
    `${PLAN}/stimmen?q=X`,
    `${PLAN}/stimmen?seite=X&suche=X&ergebnis=X&absatz=X`,
    `${PLAN}/ergebnis?ergebnis=X&thema=X`,
  ],
  ...[
    `${PLAN}/stellungnahme?absatz=X&unterlage=X&stelle=X&ort=X`,
    `${DIALOGUE}?q=X`,
    `${DIALOGUE}?nach=X&thema=X&ab=X`,
  ],
  ...[`${DIALOGUE}/X`, `${DIALOGUE}/X/melden`, `${DIALOGUE}/beitragen?thema=X`, `${PLAN}/dialog/X`],
  ...[
    '/quittung/X/X',
    `${PLAN}/dialog/quittung/X/X`,
    '/meldung/X/X',
    '/einladung/X/X',
    '/institutionen/einladung/X/X',
  ],
  ...['/pruefen?nummer=X', '/auth/login?to=X', '/auth/callback?code=X&state=X&error=X&error_description=X'],
  ...[
    '/auth/ticket?ticket=X',
    '/auth/logged-out?to=X',
    '/realms/mitsprache/protocol/openid-connect/auth?client_id=X',
  ],
];
/** One vector of every group that has a meaning in an address, another one for every address. */
const KINDS = groups.filter(({ name }) => name !== 'clobbering').map((group) => group.vectors);

/** A vector that an address can carry. */
const vectorFor = (address: number, kind: number): string => {
  const group = KINDS[kind % KINDS.length]!;
  return group[(address * 7 + kind) % group.length]!.slice(0, 190);
};

describeInBrowser('what stands in an address', () => {
  const { visitor } = browser();
  const watch = new Watch();
  let guest: Visitor;
  beforeAll(async () => {
    guest = await visitor();
    await watch.over(guest.context);
  });
  afterAll(() => guest.context.close());

  it.each(ADDRESSES)('does not run at %s', async (pattern) => {
    const index = ADDRESSES.indexOf(pattern);
    for (const kind of [index, index + 5]) {
      const path = pattern.replaceAll('X', encodeURIComponent(vectorFor(index, kind)));
      const { foreign } = await read(guest.page, portalOf(TOWN) + path);
      expect([path, ...foreign, ...watch.taken()]).toEqual([path]);
    }
  });

  it('never stands in a page as markup, whichever of them it is', async () => {
    const marked = vectors.filter(
      (vector) =>
        /<[a-z!/?]/i.test(vector) &&
        vector.includes('__hit()') &&
        vector.length < 190 &&
        vector.isWellFormed(),
    );
    for (let start = 0; start < marked.length; start += 12) {
      const some = marked.slice(start, start + 12);
      const path = `/verfahren?${new URLSearchParams(some.map((vector, index) => [`q${index || ''}`, vector]))}`;
      const { text, status } = await ask(path, { town: TOWN, from: FROM });
      expect(status).toBeLessThan(500);
      for (const vector of some) expect([vector, text.includes(vector)]).toEqual([vector, false]);
    }
  });

  it.each([
    ['host', `"><script>__hit()</script>.localhost`],
    ['accept-language', '<img src=x onerror=__hit(1)>'],
    ['x-forwarded-proto', 'javascript:__hit(5)'],
    ['x-forwarded-host', 'evil.invalid'],
    ['x-portal-language', '"><svg onload=__hit(2)>'],
    ['x-portal-host', 'koethen.localhost'],
    ['referer', 'javascript:__hit(3)'],
    ['user-agent', '<script>__hit(4)</script>'],
  ])('nor does what a header says: %s', async (name, value) => {
    for (const path of ['/', '/verfahren', '/auth/login?to=/', '/gibt-es-nicht', '/api/feed.atom']) {
      const { text, status, headers } = await ask(path, {
        town: TOWN,
        from: FROM,
        headers: { [name]: value },
      });
      expect(status).toBeLessThan(500);
      expect(text).not.toContain(value);
      expect(JSON.stringify(headers)).not.toMatch(/evil\.invalid|__hit|javascript:/);
    }
  });
});
