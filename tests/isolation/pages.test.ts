import { beforeAll, describe, expect, it } from '@jest/globals';

import { addresses } from '../access/routes.ts';
import { ask } from '../portal.ts';
import { anotherNetwork, lookUp, type OtherTown } from './other-town.ts';

const HERE = 'zeitz';
let other: OtherTown;

beforeAll(async () => {
  other = await lookUp('koethen');
});

const hasNothingOfIt = (text: string): void => {
  for (const marker of other.markers) {
    expect(text).not.toContain(marker);
    expect(text).not.toContain(JSON.stringify(marker).slice(1, -1));
    expect(text).not.toContain(marker.replaceAll('&', '&amp;'));
  }
};

describe('the pages of a town', () => {
  const own = Object.values(addresses({ number: '000-000-000', code: '0000-0000' })).flat();
  const besides = [
    '/api/feed.atom',
    '/api/procedures/elsterterrassen/calendar.ics',
    '/verfahren?ort=koethen',
  ];

  it.each([...own.flatMap((path) => [path, `/en${path}`]), ...besides])(
    '%s shows nothing of another',
    async (path) => {
      const { text, status } = await ask(path, { town: HERE, from: anotherNetwork() });
      expect(status).toBeLessThan(500);
      hasNothingOfIt(text);
    },
  );

  it('what is looked for would be seen: the Land shows it', async () => {
    const { text } = await ask('/verfahren');
    expect(other.markers.filter((marker) => text.includes(marker)).length).toBeGreaterThan(3);
  });

  const asked: [string, (town: OtherTown) => string, string][] = [
    ['procedure', ({ procedure }) => `/verfahren/${procedure.slug}`, '/verfahren/gibt-es-nicht'],
    ['voices', ({ procedure }) => `/verfahren/${procedure.slug}/stimmen`, '/verfahren/gibt-es-nicht/stimmen'],
    [
      'form',
      ({ procedure }) => `/verfahren/${procedure.slug}/stellungnahme`,
      '/verfahren/gibt-es-nicht/stellungnahme',
    ],
    [
      'plan text',
      ({ procedure }) => `/verfahren/${procedure.slug}/text/${procedure.texts[0]!.key}`,
      '/verfahren/gibt-es-nicht/text/keiner',
    ],
    [
      'calendar',
      ({ procedure }) => `/api/procedures/${procedure.slug}/calendar.ics`,
      '/api/procedures/gibt-es-nicht/calendar.ics',
    ],
    [
      'document',
      ({ procedure }) =>
        `/files/plan/${procedure.documents[0]!.id}/${procedure.documents[0]!.version}/plan.pdf`,
      '/files/plan/00000000-0000-4000-8000-000000000000/1/plan.pdf',
    ],
    ['receipt', ({ number, code }) => `/quittung/${number}/${code}`, '/quittung/000-000-000/0000-0000'],
    [
      'receipt as PDF',
      ({ number, code }) => `/api/receipts/${number}/${code}/receipt.pdf`,
      '/api/receipts/000-000-000/0000-0000/receipt.pdf',
    ],
    [
      'receipt as JSON',
      ({ number, code }) => `/api/receipts/${number}/${code}/receipt.json`,
      '/api/receipts/000-000-000/0000-0000/receipt.json',
    ],
    ['own statement', ({ number }) => `/meine-stellungnahmen/${number}`, '/meine-stellungnahmen/000-000-000'],
  ];
  it.each(asked)('a %s of another town answers as one that nobody has', async (_what, theirs, nobodys) => {
    const [answer, missing] = await Promise.all([
      ask(theirs(other), { town: HERE, from: anotherNetwork() }),
      ask(nobodys, { town: HERE, from: anotherNetwork() }),
    ]);
    expect(answer.status).toBe(missing.status);
    // Who is not signed in is led to the sign-in, whether there is such a thing or not.
    expect([303, 401, 403, 404]).toContain(answer.status);
    expect(answer.headers['content-type']).toBe(missing.headers['content-type']);
    hasNothingOfIt(answer.text);

    const { status } = await ask(theirs(other), { town: other.slug });
    expect([200, 303, 401, 403, 404]).toContain(status);
  });
});
