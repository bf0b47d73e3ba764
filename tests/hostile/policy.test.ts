import { expect, it, describe } from '@jest/globals';

import { ask, type Answer } from '../portal.ts';

const TOWN = 'zeitz';
const PLAN = '/verfahren/elsterterrassen';
/** Every kind of page: for everybody, for one person, with a form, missing, refused, of a host that is none. */
const PAGES: [path: string, town: string | undefined][] = [
  ['/', undefined],
  ['/', TOWN],
  ['/en', TOWN],
  ['/leicht', TOWN],
  ['/verfahren?q=%3Cscript%3E', TOWN],
  [PLAN, TOWN],
  [`${PLAN}/stellungnahme`, TOWN],
  [`${PLAN}/text/begruendung`, TOWN],
  ['/pruefen', TOWN],
  ['/quittung/000-000-000/0000-0000', TOWN],
  ['/meine-stellungnahmen', TOWN],
  ['/dialoge', TOWN],
  ['/benachrichtigen', TOWN],
  ['/gibt/es/nicht', TOWN],
  ['/verfahren/gibt-es-nicht', TOWN],
  ['/', 'atlantis'],
];
/** What is no page: it may not be shown as one, whoever links or frames it. */
const OTHERS: [path: string, type: RegExp][] = [
  ['/api/feed.atom', /^application\/atom\+xml/],
  ['/api/procedures/elsterterrassen/calendar.ics', /^text\/calendar/],
  ['/api/municipalities.geojson', /^application\/geo\+json/],
  [`/api/towns/${TOWN}/picture.svg`, /^image\/svg\+xml/],
  ['/api/gibt-es-nicht', /^application\/json/],
  ['/graphql', /^application\/json/],
  ['/health/live', /^application\/json/],
  ['/register/checkpoint', /^text\/plain/],
  ['/files/plan/x/1/x.pdf', /^application\/json/],
];

const directives = ({ headers }: Answer): Map<string, string> =>
  new Map(
    String(headers['content-security-policy'] ?? '')
      .split(';')
      .map((part) => part.trim().split(/\s+(.*)/s) as [string, string]),
  );

describe('what a browser is told', () => {
  it.each(PAGES)('about the page %s of %s', async (path, town) => {
    const answer = await ask(path, { town });
    const policy = directives(answer);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect(policy.get('default-src')).toBe("'self'");
    const scripts = policy.get('script-src')!.split(' ');
    for (const script of scripts) expect(script).toMatch(/^'(self|sha256-[\w+/=]+)'$/);
    for (const name of [
      'script-src-attr',
      'object-src',
      'base-uri',
      'frame-src',
      'frame-ancestors',
      'media-src',
    ])
      expect([name, policy.get(name)]).toEqual([name, "'none'"]);
    expect(policy.get('form-action')).toBe("'self'");
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': expect.stringMatching(/^(same-origin|no-referrer)$/),
      'permissions-policy': expect.stringContaining('camera=()'),
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(answer.headers).not.toHaveProperty('content-security-policy-report-only');
    expect(answer.text).not.toContain('http-equiv="content-security-policy"');
  });

  it('about the answer to a form that was filled in wrongly', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${TOWN}.x` };
    const answer = await ask(`${PLAN}/stellungnahme?/review`, {
      town: TOWN,
      method: 'POST',
      headers,
      body: 'text=',
    });
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.status).toBeLessThan(500);
  });

  it.each(OTHERS)('about %s, which is no page', async (path, type) => {
    const answer = await ask(path, { town: TOWN });
    expect(answer.headers['content-type']).toMatch(type);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(directives(answer).get('default-src')).toBe("'none'");
  });

  it('about the scripts and styles of the pages', async () => {
    const { text } = await ask('/', { town: TOWN });
    const files = [...text.matchAll(/(?:href|src)="\.?(\/_app\/[^"]+)"/g)].map(([, path]) => path!);
    expect(files.length).toBeGreaterThan(0);
    for (const path of files) {
      const { status, headers } = await ask(path, { town: TOWN });
      expect([path, status, headers['x-content-type-options']]).toEqual([path, 200, 'nosniff']);
    }
  });
});
