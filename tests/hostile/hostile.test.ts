import { describe, expect, it } from '@jest/globals';

import { operations } from '../operations.ts';
import { ask, portalOf, type Answer } from '../portal.ts';

const TOWN = 'zeitz';
/** Its wrong codes must not count against the visitors of the other tests. */
const FROM = '127.66.6.6';
const PLAN = '/verfahren/elsterterrassen';

/** What nobody types by mistake, as a part of an address. */
const WORDS = [
  ...['%00', '%ff', '%E0%A4%A', '..%2f..%2fetc%2fpasswd', '%F0%9F%98%80', 'a'.repeat(3_000)],
  ...['99999999999999999999', '-1', 'NaN', '%3Cscript%3Ealert(1)%3C%2Fscript%3E', '%27%3B--', '__proto__'],
];
const ADDRESSES = [
  ...['/X', '/en/X', '/?suche=X', '/verfahren/X', '/verfahren?suche=X', '/verfahren?seite=X'],
  ...['/verfahren?stand=X&thema=X&ort=X&jahr=X&reihenfolge=X', `${PLAN}/text/X`],
  ...[`${PLAN}/text/begruendung?fassung=X`, `${PLAN}/text/begruendung?stimmen=X`],
  ...[`${PLAN}/stimmen?seite=X&suche=X&ergebnis=X&absatz=X`, `${PLAN}/stellungnahme?absatz=X&unterlage=X`],
  ...['/quittung/X/X', '/pruefen?nummer=X', '/meine-stellungnahmen/X', '/files/X', '/files/X/X', '/api/X'],
  ...['/register/X', '/register/tile/0/X', '/register/tile/entries/X', '/mail/X', '/health/X'],
  ...['/auth/login?path=X&town=X', '/auth/callback?code=X&state=X', '/auth/ticket?ticket=X', '/realms/X'],
  '/realms/mitsprache/protocol/openid-connect/auth?client_id=X&redirect_uri=X',
];

/** Variables of the wrong kind, size or form for whatever operation gets them. */
const VARIABLES: unknown[] = [
  ...[null, {}, [], 'x', 1, { slug: '\u0000' }, { slug: {} }, { input: null }, { input: { id: 'x' } }],
  { procedure: '\u0000', key: '\u0000', page: 1e99, number: '\u0000', code: '\u0000', document: '\u0000' },
  {
    procedure: 'elsterterrassen',
    key: 'begruendung',
    page: 2 ** 31 - 1,
    version: 2 ** 31 - 1,
    paragraphId: 'x',
  },
  { filter: { search: '\u0000', year: 1e20, town: '\u0000' }, sort: 'x', page: -5 },
  { filter: {}, sort: 'newest', page: 2 ** 31 - 1 },
  { filter: { year: -(2 ** 31), town: "'" }, sort: 'newest', page: 0 },
];
const BODIES = [
  '',
  '{',
  'null',
  '[]',
  '{"id":1}',
  '{"id":"__proto__"}',
  '{"query":"{"}',
  '\u0000',
  '{"query":"{__schema{types{name}}}"}',
  JSON.stringify({ query: `{${' towns { slug }'.repeat(3_000)} }` }),
];

const FORMS: [type: string, body: string][] = [
  ['application/x-www-form-urlencoded', 'text=%00&id=x&number=%00&document=%00'],
  ['application/x-www-form-urlencoded', ''],
  [
    'application/x-www-form-urlencoded',
    'geometry=%7B%22type%22%3A1%7D&text=a&name=b&kept=null&kept=1&kept={}',
  ],
  ['multipart/form-data; boundary=x', '--x\r\nbroken'],
  ['multipart/form-data', 'x'],
  ['text/plain', 'x'],
  ['application/json', '{}'],
];

const failures = (found: [asked: string, answer: Answer][]): string[] =>
  found
    .filter(([, { status, text }]) => status >= 500 || /"code":"internal"/.test(text))
    .map(([asked, { status }]) => `${status} ${asked.slice(0, 200)}`);

const post = (path: string, type: string, body: string) =>
  ask(path, {
    town: TOWN,
    from: FROM,
    method: 'POST',
    headers: { 'content-type': type, origin: portalOf(TOWN) },
    body,
  });

describe('whatever is sent, the answer is no failure of ours', () => {
  it.each(ADDRESSES)('to %s', async (pattern) => {
    const found: [string, Answer][] = [];
    for (const word of WORDS) {
      const path = pattern.replaceAll('X', word);
      for (const town of [undefined, TOWN]) found.push([path, await ask(path, { town, from: FROM })]);
    }
    expect(failures(found)).toEqual([]);
  });

  it.each([...operations()])('to the operation %s', async (_name, id) => {
    const found: [string, Answer][] = [];
    for (const variables of VARIABLES) {
      const body = JSON.stringify({ id, variables });
      found.push([body, await post('/graphql', 'application/json', body)]);
    }
    expect(failures(found)).toEqual([]);
  });

  it.each(BODIES)('to /graphql with %j', async (body) => {
    expect(failures([[body, await post('/graphql', 'application/json', body)]])).toEqual([]);
  });

  it.each([
    `${PLAN}/stellungnahme?/review`,
    `${PLAN}/stellungnahme?/send`,
    '/pruefen?/number',
    '/pruefen?/check',
    '/pruefen',
  ])('to the form %s', async (path) => {
    const found: [string, Answer][] = [];
    for (const [type, body] of FORMS) found.push([`${type} ${body}`, await post(path, type, body)]);
    expect(failures(found)).toEqual([]);
  });
});
