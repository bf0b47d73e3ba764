import { expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';

import { isOpenToAll } from '../access/check.ts';
import { signIn } from '../access/visit.ts';
import { browser, describeInBrowser, opens, overflow, PHONE, portalOf } from '../portal.ts';

const DESK = `${portalOf('zeitz')}/arbeitsplatz`;
/** No other journey sends, answers or withdraws anything here: its numbers stand still. */
const SLUG = 'bahnhofsvorplatz';
const NUMBERS = `${DESK}/verfahren/${SLUG}/auswertung`;
const LOG = `${DESK}/verfahren/${SLUG}/protokoll`;
const PNG = '89504e470d0a1a0a';
const BARS = 20;

describeInBrowser('the numbers of a procedure', () => {
  const { visitor } = browser();

  it('are the same in picture, table, file and report, and those of the list', async () => {
    const planner = await visitor();
    const { page } = planner;
    await signIn(page, 'zeitz', 'planung');
    await page.goto(NUMBERS);
    const total = Number(/\d+/.exec(await page.locator('.lead').innerText())![0]);
    const sections = await page.locator('section').filter({ has: page.locator('h2') }).all(); // prettier-ignore
    const charts = new Map<string, Row[]>();
    for (const section of sections) {
      const title = await section.locator('h2').innerText();
      charts.set(title, await isTheSameEverywhere(section));
    }
    const report = await bytesOf(page, `/api/desk/procedures/${SLUG}/statistics/report.pdf`);
    const paper = await textOf(report);
    for (const [title, rows] of charts) {
      expect(paper).toContain(title);
      for (const [label, count] of rows.slice(0, BARS)) expect(paper).toContain(`${label} ${count}`);
    }

    expect([...charts.keys()]).toEqual(expect.arrayContaining(['Stellungnahmen je Tag', 'Ergebnisse']));
    for (const title of ['Stellungnahmen je Tag', 'Fristgerecht und verspätet', 'Eingangswege'])
      expect(sum(charts.get(title)!)).toBe(total);
    const outcomes = new Map(charts.get('Ergebnisse'));
    const withdrawn = await inTheList(page, 'withdrawn');
    expect(sum([...outcomes])).toBe(total + withdrawn);
    expect(outcomes.get('zurückgezogen') ?? 0).toBe(withdrawn);
    expect(outcomes.get('noch ohne Antwort') ?? 0).toBe(await inTheList(page, 'open'));
    const late = new Map(charts.get('Fristgerecht und verspätet')).get('nach Ablauf der Frist') ?? 0;
    expect(late).toBeLessThan(total);
    await planner.leave();
  });

  it('have the end of the period as a line in the picture of the days', async () => {
    const planner = await visitor();
    const { page } = planner;
    await signIn(page, 'zeitz', 'planung');
    await page.goto(NUMBERS);
    const days = page.locator('section').filter({ hasText: 'Stellungnahmen je Tag' });
    const line = days.locator('svg line[stroke-dasharray]');
    expect(await line.count()).toBeGreaterThan(0);
    const said = await days.locator('svg text', { hasText: 'Fristende' }).first().textContent();
    const [, day] = /Fristende (\d\d\.\d\d\.\d{4})/.exec(said!)!;
    const last = await days.locator('svg rect').last().getAttribute('x');
    const at = await line.first().getAttribute('x1');
    const columns = await days.locator('tbody th').allTextContents();
    // A day that is over before the line stands left of it, one after it stands right of it.
    expect(Number(last) < Number(at)).toBe(sortable(columns.at(-1)!) <= sortable(day!));
    await planner.leave();
  });

  it('leave a line in the log, which is filtered and saved as a table after signing in again', async () => {
    const admin = await visitor();
    const { page } = admin;
    await signIn(page, 'zeitz', 'admin');
    await page.goto(NUMBERS);
    const file = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Tabelle (CSV)' }).first().click();
    expect((await file).suggestedFilename()).toBe(`${SLUG}-days.csv`);

    await page.goto(LOG);
    await page.getByLabel('Was', { exact: true }).selectOption('statistics.exported');
    await page.getByRole('button', { name: 'Filtern' }).click();
    await page.waitForURL(/was=statistics/);
    const lines = page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: page.locator('time') });
    expect(await lines.first().innerText()).toContain('Auswertung als Datei gespeichert');
    const shown = await lines.count();
    expect(await lines.filter({ hasText: 'Auswertung als Datei gespeichert' }).count()).toBe(shown);
    await isOpenToAll(page);

    const table = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Als CSV' }).click();
    const text = (await readAll(await (await table).createReadStream())).toString();
    expect(text.trim().split('\r\n').slice(1)).toHaveLength(shown);
    expect(text).toContain('statistics.exported');
    expect(text).not.toContain('procedure.published');

    await page.goto(LOG);
    await page.getByLabel('Von', { exact: true }).fill('2020-01-01');
    await page.getByLabel('Bis', { exact: true }).fill('2020-01-02');
    await page.getByRole('button', { name: 'Filtern' }).click();
    await page.getByText('Hier steht nichts, das zu diesen Filtern passt.').waitFor();
    await admin.leave();
  });

  it('are not shown, and not handed out, to whom they do not concern', async () => {
    const citizen = await visitor();
    const { page } = citizen;
    await signIn(page, 'zeitz', 'anna');
    for (const name of ['days.csv', 'days.png', 'report.pdf'])
      expect((await taken(page, `/api/desk/procedures/${SLUG}/statistics/${name}`)).status).toBe(403);
    expect((await page.goto(NUMBERS))!.status()).toBe(403);
    await citizen.leave();
  });

  it('are read on a phone, in the dark', async () => {
    const planner = await visitor({ ...PHONE, colorScheme: 'dark' });
    const { page } = planner;
    await signIn(page, 'zeitz', 'planung');
    await page.goto(NUMBERS);
    await opens(page, 'Auswertung');
    expect(await overflow(page)).toBe(0);
    await page.getByText('Als Tabelle').first().click();
    expect(await overflow(page)).toBe(0);
    await isOpenToAll(page);
    await planner.leave();
  });
});

type Row = [label: string, count: number];

/** Compares the table of one chart with its picture and its files; answers the rows. */
async function isTheSameEverywhere(section: Locator): Promise<Row[]> {
  const page = section.page();
  const rows = await section.locator('tbody tr').evaluateAll((lines) =>
    lines.map((line): [string, number] => {
      const [label, count] = [...line.children].map((cell) => cell.textContent.trim());
      return [label!, Number(count!.replaceAll('.', ''))];
    }),
  );
  if (!rows.length) return rows;
  const drawn = await section.locator('svg text').allTextContents();
  const bars = await section.locator('svg rect').count();
  const isOfDays = drawn.some((words) => words.startsWith('Fristende'));
  if (isOfDays) expect(bars).toBe(rows.length);
  else {
    const shown = rows.slice(0, BARS);
    expect(bars).toBe(shown.length);
    const pairs = shown.map((_, nth) => Number(drawn[nth * 2 + 1]));
    expect(pairs).toEqual(shown.map(([, count]) => count));
  }
  const [picture, table] = await section
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  const image = await bytesOf(page, picture!);
  expect(image.subarray(0, 8).toString('hex')).toBe(PNG);
  expect(image.readUInt32BE(16)).toBeGreaterThan(600);
  const [, ...lines] = (await bytesOf(page, table!)).toString().trim().split('\r\n');
  expect(lines.map(cellsOf)).toEqual(rows);
  return rows;
}

/** A label may stand in quotation marks, with a semicolon in it. */
function cellsOf(line: string): Row {
  const [, label, count] = /^(.*);(\d+)$/.exec(line)!;
  return [label!.replace(/^"(.*)"$/, '$1').replaceAll('""', '"'), Number(count)];
}

async function inTheList(page: Page, state: string): Promise<number> {
  await page.goto(`${DESK}/stellungnahmen?verfahren=${SLUG}&stand=${state}`);
  const said = page.getByText(/^Gefunden: \d+|^Dazu gibt es keine Stellungnahme/).first();
  return Number(/\d+/.exec(await said.innerText())?.[0] ?? 0);
}

async function bytesOf(page: Page, path: string): Promise<Buffer> {
  const { status, bytes } = await taken(page, path);
  expect(status).toBe(200);
  return Buffer.from(bytes);
}

/** Asked by the page itself, with its session. */
const taken = (page: Page, path: string): Promise<{ status: number; bytes: number[] }> =>
  page.evaluate(async (address) => {
    const answered = await fetch(address);
    return { status: answered.status, bytes: [...new Uint8Array(await answered.arrayBuffer())] };
  }, path);

async function textOf(paper: Buffer): Promise<string> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const document = await getDocument({ data: new Uint8Array(paper) }).promise;
  const pages: string[] = [];
  for (let nth = 1; nth <= document.numPages; nth += 1) {
    const { items } = await (await document.getPage(nth)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  return pages.join(' ').replace(/\s+/g, ' ');
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const sum = (rows: Row[]): number => rows.reduce((all, [, count]) => all + count, 0);
const sortable = (day: string): string => day.trim().split('.').reverse().join('-');
