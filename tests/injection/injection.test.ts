import { afterAll, beforeAll, expect, it } from '@jest/globals';

import type { Attacked } from './attack.ts';
import type { Reader } from './pages.ts';
import { closeOwnPortal, openOwnPortal } from './own-portal.ts';
import { legible, tokensIn } from './pen.ts';
import { activeIn, ATOM, CALENDAR, CSV, filesOf, formulasIn, PDF, strangeLines, XLSX } from './files.ts';
import { vectors, writable } from './vectors.ts';
import { read, Watch } from './watch.ts';
import { Sightings } from './sightings.ts';
import type { Visitor } from '../portal.ts';

await openOwnPortal();
const { ask, browser, describeInBrowser, portalOf } = await import('../portal.ts');
const { routes } = await import('../access/routes.ts');
const { Client } = await import('./client.ts');
const { attack } = await import('./attack.ts');
const { pagesOf } = await import('./pages.ts');
const { MAPS } = await import('./staff.ts');
const { TOWN } = await import('./citizens.ts');

const READERS: Reader[] = ['admin', 'planung', 'moderation', 'sachbearbeitung', 'land', 'behoerde'];
const WRITERS = ['erfassung'];

afterAll(closeOwnPortal);

it('there are more than five hundred vectors, each another one', () => {
  expect(new Set(vectors).size).toBe(vectors.length);
  expect(writable.length).toBeGreaterThan(500);
});

describeInBrowser('whatever is typed anywhere', () => {
  const { visitor } = browser();
  const client = new Client();
  const readers = new Map<Reader, Visitor>();
  const watch = new Watch([MAPS]);
  let attacked: Attacked;
  let sightings: Sightings;

  beforeAll(async () => {
    for (const name of [...READERS, ...WRITERS] as Reader[]) {
      const reader = await visitor();
      await client.signIn(reader, name);
      readers.set(name, reader);
    }
    readers.set('guest', await visitor());
    attacked = await attack(client);
    sightings = new Sightings(attacked.pen, attacked.writer);
    for (const { context } of readers.values()) await watch.over(context);
  }, 240_000);

  it('a field takes it as words, or refuses it', async () => {
    expect(Object.fromEntries(await attacked.writer.unrefused())).toEqual(NEVER_KEPT);
  });

  it.each(routes())('it does not run on %s', async (route) => {
    const pages = pagesOf(attacked)[route];
    if (!pages) throw new Error(`Say in pages.ts who sees ${route}, and at which address.`);
    const { page } = readers.get(pages.as)!;
    for (const path of pages.paths) {
      const seen = await read(page, portalOf(TOWN) + path);
      sightings.note(path, seen);
      expect([path, ...seen.foreign, ...watch.taken()]).toEqual([path]);
    }
  });

  it('it does not run where the demonstration shows its mail', async () => {
    const { page } = readers.get('guest')!;
    const seen = await read(page, `${portalOf()}/mail`);
    sightings.note('/mail', seen);
    expect([...seen.foreign, ...watch.taken()]).toEqual([]);
  });

  it('it makes no file into something else', async () => {
    const { page } = readers.get('guest')!;
    const files = await filesOf(attacked, client);
    expect(files.filter(({ type }) => type === XLSX)).toHaveLength(1);
    for (const { path, as, type } of files) {
      const { status, headers, text } = await ask(path, { town: TOWN, headers: client.headersOf(as) });
      expect([path, status]).toEqual([path, 200]);
      expect(headers['content-type']).toMatch(type);
      expect(headers['x-content-type-options']).toBe('nosniff');
      if (type === CSV) expect([path, formulasIn(text)]).toEqual([path, []]);
      if (type === PDF) expect([path, activeIn(text)]).toEqual([path, []]);
      if (type === CALENDAR) expect(strangeLines(text)).toEqual([]);
      if (type === ATOM) expect(await page.evaluate(unreadable, text)).toEqual([]);
      sightings.note(path, { text: legible(text), tokens: tokensIn(text) });
    }
  });

  it('every field that takes it is shown somewhere, and somewhere as it was typed', () => {
    expect(sightings.unseen()).toEqual(Object.keys(SHOWN_NOWHERE).sort());
    expect(sightings.altered()).toEqual(Object.keys(SHOWN_NOWHERE).sort());
  });

  it('every vector was seen as it was typed', () => expect(sightings.missingVectors()).toEqual([]));
});

/** What is wrong with a feed: that it is no XML, or has elements beyond those of Atom. */
function unreadable(feed: string): string[] {
  const { documentElement } = new DOMParser().parseFromString(feed, 'application/xml');
  return [...documentElement.querySelectorAll('*')]
    .filter(
      ({ namespaceURI, tagName }) =>
        tagName === 'parsererror' || namespaceURI !== 'http://www.w3.org/2005/Atom',
    )
    .map(({ outerHTML }) => outerHTML.slice(0, 200));
}

/** What takes anything and keeps none of it: what it answers, and why that is right. */
const NEVER_KEPT: Record<string, string> = {
  // Two words; every other one means a contribution, of which none has such an id.
  'claimVoice.kind': 'accepted',
  // Opens a picture that was sent up; where the kind of a dialogue has none, it is not looked at.
  'SubjectInput.fileToken': 'accepted',
  // Left out where they are no ids.
  'claimNextVoice.passed': 'accepted',
  // Compared with the mark of a file, once the version is the newest.
  'TownPictureInput.fileToken': 'town.changed-meanwhile',
  // Compared with the numbers of what is ready.
  'takeDecision.except': 'decision.nothing-ready',
  // Narrow what one answer is given to; nothing is listed so.
  'AnsweringFilter.after': 'accepted',
  'AnsweringFilter.category': 'accepted',
  'AnsweringFilter.dialogue': 'accepted',
  'AnsweringFilter.search': 'accepted',
  // Means something together with a procedure only.
  'SubscriptionInput.dialogue': 'accepted',
};

/** What is kept and shown on no page, with the reason. */
const SHOWN_NOWHERE: Record<string, string> = {
  'exportCases.after': 'says where a page begins',
  'FeatureDraft.kind': 'chooses a sign of the map; a kind without one has the sign of all others',
  'ProposalInput.words': 'become bars in the copy',
  'PublicationInput.reason': 'is kept only where something of the law is missing',
  'SubjectInput.key': 'names a document; where there is none such, nothing is shown',
};
