import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';

import { FORM } from '../access/visit.ts';
import { ask, browser, describeInBrowser, opens, portalOf, type Visitor } from '../portal.ts';

const backend = createRequire(new URL('../../backend/package.json', import.meta.url));
const { PDFDocument } = backend('pdf-lib') as typeof import('pdf-lib');
const pg = backend('pg') as typeof import('pg');

const DESK = `${portalOf('zeitz')}/arbeitsplatz`;
const VOICES = '/verfahren/elsterterrassen/stimmen';
const COPY = 'bittet um einen Trinkbrunnen neben dem Bootssteg';

/** What is marked, each of them a word that stands nowhere else; every piece of it has to be gone. */
const MARKED = [
  'Leopoldine',
  'Krautwurst',
  'Ameisenweg',
  '03441 778899',
  'kraut.wurst@mail.example',
  'BLK-XQ 471',
];
const TEXT = `Ich, Leopoldine Krautwurst, Ameisenweg 17, 06712 Zeitz, Telefon 03441 778899, kraut.wurst@mail.example,
Kennzeichen BLK-XQ 471: Familie Krautwurst ${COPY}.`;
const NEEDLES = [...MARKED, 'leopoldine', 'KRAUTWURST', '778899', 'kraut.wurst', 'XQ 471'];

describeInBrowser('what was marked before a statement became public', () => {
  const { visitor } = browser();

  it('is found on no page, in no file, no feed, no answer of the API and no table of what is public', async () => {
    const citizen = await visitor();
    const number = await sends(citizen.page);
    await citizen.leave();
    await isProposed(number, await visitor());
    await isReleased(number, await visitor());
    await isPublic();

    const said = new Map([
      ...(await everyPublicAddress()),
      ...(await answersOfTheApi()),
      ...(await tables()),
    ]);
    expect(said.size).toBeGreaterThan(80);
    const showing = [...said].filter(([, text]) => text.includes(COPY)).map(([place]) => place);
    expect(showing).toEqual(expect.arrayContaining([VOICES, 'graphql voices', 'table pub.voice']));
    const telling = [...said].flatMap(([place, text]) =>
      NEEDLES.filter((needle) => text.includes(needle)).map((needle) => `${place}: ${needle}`),
    );
    expect(telling).toEqual([]);
  }, 180_000);
});

async function sends(page: Page): Promise<string> {
  await page.goto(FORM, { waitUntil: 'networkidle' });
  await page.getByLabel('Ihr Text').fill(TEXT);
  await page.getByLabel('Vor- und Nachname').fill('Leopoldine Krautwurst');
  await page.getByLabel('Dateien').setInputFiles([await signedPdf()]);
  await page.locator('form li', { hasText: 'Krautwurst.pdf' }).waitFor();
  await page.getByLabel('Mein Text darf ohne meinen Namen').check();
  await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
  await page.getByRole('button', { name: 'Absenden' }).click();
  await opens(page, 'bei uns eingegangen');
  return page.locator('.number').innerText();
}

/** A page with the name at its top, in its properties and in a file inside it. */
async function signedPdf() {
  const document = await PDFDocument.create();
  document.setAuthor('Leopoldine Krautwurst');
  await document.attach(Buffer.from('Leopoldine Krautwurst'), 'absender.txt');
  const page = document.addPage([595, 842]);
  page.drawText('Leopoldine Krautwurst, Ameisenweg 17', { x: 60, y: 780, size: 14 });
  page.drawText('Der Brunnen soll am Steg stehen.', { x: 60, y: 400, size: 14 });
  return { name: 'Krautwurst.pdf', mimeType: 'application/pdf', buffer: Buffer.from(await document.save()) };
}

/** One person marks: in the text, everywhere where a word comes again, and the top of the attachment's page. */
async function isProposed(number: string, clerk: Visitor): Promise<void> {
  const { page } = clerk;
  await signsIn(page, 'sachbearbeitung');
  await page.goto(`${DESK}/stellungnahmen/${number}/freigabe`, { waitUntil: 'networkidle' });
  const marked = MARKED.reduce((text, word) => text.replaceAll(word, `⟦${word}⟧`), TEXT);
  await page.getByLabel('Text mit Schwärzungen').fill(marked);
  await coversTheTop(page);
  await page.getByRole('button', { name: 'Zur Freigabe vorschlagen' }).click();
  await page.getByText('Die Fassung ist zur Freigabe vorgeschlagen.').waitFor();
  await clerk.leave();
}

async function coversTheTop(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: /Krautwurst\.pdf/ }).check();
  await page.getByText(/^Seiten schwärzen/).click();
  for (const [side, value] of Object.entries({ Breite: '100', Höhe: '20' }))
    await page.getByLabel(`Rechteck 1: ${side}`).fill(value);
}

async function isReleased(number: string, moderator: Visitor): Promise<void> {
  const { page } = moderator;
  await signsIn(page, 'moderation');
  await page.goto(`${DESK}/stellungnahmen/${number}/freigabe`);
  await page.getByRole('button', { name: 'Freigeben' }).click();
  await page.getByText('Die Fassung ist freigegeben.').waitFor();
  await moderator.leave();
}

async function signsIn(page: Page, username: string): Promise<void> {
  await page.goto(DESK);
  await page.getByLabel('Benutzername').fill(username);
  await page.getByLabel('Passwort').fill('demo');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await opens(page, 'Heute');
}

async function isPublic(): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await ask(VOICES, { town: 'zeitz' })).text.includes(COPY)) return;
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error(`${VOICES} does not show the copy.`);
}

/** Every page, feed and file that a visitor reaches by following addresses from the start page of the town. */
async function everyPublicAddress(): Promise<Map<string, string>> {
  const searches = new Map(
    MARKED.flatMap((word) => [
      [`/verfahren?q=${encodeURIComponent(word)}`, word],
      [`${VOICES}?q=${encodeURIComponent(word)}`, word],
    ]),
  );
  const waiting = ['/', '/sitemap.xml', '/robots.txt', '/api/feed.atom', VOICES, ...searches.keys()];
  const found = new Map<string, string>();
  while (waiting.length && found.size < MOST_PAGES) {
    const path = waiting.shift()!;
    if (found.has(path)) continue;
    const { text, status } = await ask(path, { town: 'zeitz' });
    const asked = searches.get(path);
    found.set(path, asked ? withoutWhatWasAsked(text, asked) : readable(text));
    if (status === 200 && !asked) waiting.push(...addressesIn(text, path).filter((next) => !found.has(next)));
  }
  return found;
}

const MOST_PAGES = 400;
const PRIVATE = /^\/(arbeitsplatz|auth|en\/arbeitsplatz|quittung|realms)/;

function addressesIn(html: string, from: string): string[] {
  const here = new URL(from, portalOf('zeitz'));
  return [...html.matchAll(/(?:href|src|content)="([^"]+)"/g)]
    .map(([, address]) => URL.parse(address!.replaceAll('&amp;', '&'), here))
    .filter((url) => url?.origin === here.origin && !PRIVATE.test(url.pathname))
    .filter((url) => !url!.pathname.startsWith('/_app/'))
    .map((url) => url!.pathname + url!.search);
}

/** A text as it is, and with every stream of a PDF that can be inflated. */
function readable(text: string): string {
  if (!text.startsWith('%PDF')) return text;
  const bytes = Buffer.from(text, 'latin1');
  const streams = [...text.matchAll(/stream\r?\n/g)].map(({ index, 0: begin }) => {
    try {
      return inflateSync(bytes.subarray(index + begin.length)).toString('latin1');
    } catch {
      return '';
    }
  });
  return [text, ...streams].join('\n');
}

/** What was searched for stands on the page again, in the field and in addresses: that is the visitor's own. */
function withoutWhatWasAsked(html: string, word: string): string {
  expect(html).not.toContain(COPY);
  const written = [word, encodeURIComponent(word), new URLSearchParams({ q: word }).toString().slice(2)];
  return written.reduce((text, one) => text.replaceAll(one, ''), html);
}

/** The public questions that anybody may ask free-form, with what is marked as what is searched for. */
async function answersOfTheApi(): Promise<[string, string][]> {
  const question = async (name: string, query: string): Promise<[string, string]> => {
    const headers = { 'content-type': 'application/json', 'x-requested-by': 'test' };
    const body = JSON.stringify({ query });
    const { text } = await ask('/graphql', { town: 'zeitz', method: 'POST', headers, body });
    expect(text).toContain('"data"');
    return [name, text];
  };
  const voices = (search: string) =>
    `{ voices(procedure: "elsterterrassen"${search}) { total nodes { label text authorLabel answer files { name } } } }`;
  return [
    await question('graphql voices', voices('')),
    ...(await Promise.all(
      MARKED.map((word) => question(`graphql voices ${MARKED.indexOf(word)}`, voices(`, search: "${word}"`))),
    )),
  ];
}

/** Every row of every table of the schema `pub`, as text. */
async function tables(): Promise<[string, string][]> {
  const folder = process.env.PORTAL_FOLDER!;
  const runtime = JSON.parse(readFileSync(join(folder, 'runtime.json'), 'utf8')) as {
    databasePublicUrl: string;
  };
  const client = new pg.Client(runtime.databasePublicUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'pub'`,
    );
    const said: [string, string][] = [];
    for (const { name } of rows) {
      const all = await client.query<{ row: string }>(`select to_jsonb(t)::text as row from pub."${name}" t`);
      said.push([`table pub.${name}`, all.rows.map(({ row }) => row).join('\n')]);
    }
    return said;
  } finally {
    await client.end();
  }
}
