import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { createRequire } from 'node:module';

import { signIn } from '../access/visit.ts';
import { ask, browser, describeInBrowser, opens, overflow, PHONE, portalOf } from '../portal.ts';

const { PDFDocument } = createRequire(new URL('../../backend/package.json', import.meta.url))(
  'pdf-lib',
) as typeof import('pdf-lib');

const PLAN = `${portalOf('zeitz')}/arbeitsplatz/verfahren/elsterterrassen`;
const PUBLIC = '/verfahren/elsterterrassen';
const PASTED =
  '<h1>Wege</h1><script>alert(1)</script><p>Der Uferweg wird <b>drei</b> Meter breit.</p><p>Es kommen hinzu:</p><ul><li>Bänke</li><li>Lampen</li></ul>';

interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

describeInBrowser('a planner', () => {
  const { visitor } = browser();
  let files: Upload[];
  beforeAll(async () => {
    files = [await pdf('Gutachten_Nord.pdf', 2), await pdf('Radverkehr.pdf', 3)];
  });

  it('uploads two documents at once, lays them out, orders and replaces them; everybody sees it', async () => {
    const planner = await visitor();
    const { page } = planner;
    await signIn(page, 'zeitz', 'planung');
    await page.goto(`${PLAN}/unterlagen`, { waitUntil: 'networkidle' });
    await page.getByLabel('PDF-Dateien hochladen').setInputFiles([...files, wrong()]);
    await page.getByRole('button', { name: 'Hochladen', exact: true }).click();
    await page.getByText('2 Dateien brauchen noch einen Namen').waitFor();
    await page.getByText('Das ist kein lesbares PDF.').waitFor();
    await page.getByLabel('Name', { exact: true }).first().fill('Lärmprognose');
    await page.getByRole('button', { name: 'Auslegen' }).click();
    await page.getByText('Die Unterlagen sind übernommen.').waitFor();
    await page.getByRole('button', { name: 'Radverkehr nach oben' }).press('Enter');
    await page.getByText('Die Reihenfolge ist geändert.').waitFor();
    const list = await page.getByRole('main').innerText();
    expect(list.indexOf('Radverkehr')).toBeLessThan(list.indexOf('Lärmprognose'));

    const line = page.locator('#unterlage-laermprognose');
    await line.getByText('Ändern').click();
    await line.getByLabel('Neue Fassung (PDF)').setInputFiles([await pdf('neu.pdf', 5)]);
    await line.getByRole('button', { name: /ersetzen/ }).click();
    await page.getByText('Die neue Fassung ist übernommen.').waitFor();
    await isPublic(PUBLIC, /Lärmprognose \(PDF\)[\s\S]*Fassung 2[\s\S]*Lärmprognose, Fassung 1/);

    await line.getByText('Ändern').click();
    await line.getByRole('button', { name: /Herunternehmen/ }).click();
    await page.getByRole('alert').getByText('Bitte geben Sie einen Grund an.').waitFor();
    await line.getByLabel('Grund').fill('Falsches Gutachten');
    await line.getByRole('button', { name: /Herunternehmen/ }).click();
    await page.getByText('Die Unterlage ist heruntergenommen.').waitFor();
    await planner.leave();
  });

  it('pastes a text, sees its paragraphs, lays it out, edits it and sees the change', async () => {
    const planner = await visitor();
    const { page } = planner;
    await signIn(page, 'zeitz', 'planung');
    await page.goto(`${PLAN}/texte`, { waitUntil: 'networkidle' });
    await page.getByLabel('Name').fill('Wegekonzept');
    await paste(page, PASTED);
    expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe(
      '## Wege\n\nDer Uferweg wird drei Meter breit.\n\nEs kommen hinzu:\n- Bänke\n- Lampen',
    );
    await page.getByRole('button', { name: 'Vorschau ansehen' }).click();
    await opens(page, 'Wegekonzept');
    await page.getByText('2 Absätze, zum ersten Mal.').waitFor();
    await page.getByRole('button', { name: 'Auslegen' }).click();
    await page.getByText('Der Text ist ausgelegt.').waitFor();

    const source = page.getByLabel('Text', { exact: true });
    await source.fill((await source.inputValue()).replace('drei', 'vier'));
    await page.getByRole('button', { name: 'Vorschau ansehen' }).click();
    await page.getByText('1 geändert, 0 neu, 0 entfallen.').waitFor();
    expect(await page.locator('article del').innerText()).toBe('drei');
    expect(await page.locator('article ins').innerText()).toBe('vier');
    await page.getByRole('button', { name: 'Auslegen' }).click();
    await page.getByText('Der Text ist ausgelegt.').waitFor();
    await isPublic(`${PUBLIC}/text/wegekonzept?neu=1`, /<del>drei<\/del>[\s\S]*<ins>vier<\/ins>/);
    await planner.leave();
  });

  it('draws on the map with the keyboard alone, names what was drawn, and sees the public page before', async () => {
    const planner = await visitor();
    const { page } = planner;
    await signIn(page, 'zeitz', 'planung');
    await page.goto(`${PLAN}/karte`, { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: 'Punkt setzen' }).press('Enter');
    await page.getByRole('button', { name: 'Ecke in der Kartenmitte setzen' }).press('Enter');
    expect(await page.getByLabel('Eckpunkte').inputValue()).toMatch(/^5\d\.\d+, 1\d\.\d+$/);
    await page.getByLabel('Name auf der Karte').first().fill('Neue Bank');
    await page.getByRole('button', { name: 'In die Karte übernehmen' }).click();
    await page.getByText('Die Karte ist gespeichert.').waitFor();
    await isPublic(PUBLIC, /Neue Bank/);
    await page.goto(`${PLAN}/vorschau`);
    await opens(page, /Elsterterrassen/);
    expect(await page.getByRole('main').innerText()).toContain('Neue Bank');
    await planner.leave();
  });

  it('is told what is wrong with a file of the map', async () => {
    const planner = await visitor();
    const { page } = planner;
    await signIn(page, 'zeitz', 'planung');
    await page.goto(`${PLAN}/karte`);
    const utm = JSON.stringify({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [691_000, 5_660_000] } }], // prettier-ignore
    });
    await page
      .getByLabel('GeoJSON-Datei')
      .setInputFiles([{ name: 'a.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(utm) }]);
    await page.getByRole('button', { name: 'Hochladen', exact: true }).click();
    await page.getByRole('alert').getByText('nicht in Grad (WGS 84)').waitFor();
    await page.getByText('features[0].geometry.coordinates').waitFor();
    await planner.leave();
  });

  it('uploads and writes without scripts, on a phone', async () => {
    const planner = await visitor({ ...PHONE, javaScriptEnabled: false });
    const { page } = planner;
    await signIn(page, 'zeitz', 'planung');
    await page.goto(`${PLAN}/unterlagen`);
    await page
      .getByLabel('PDF-Dateien hochladen')
      .setInputFiles([await pdf('Baugrund.pdf', 1), await pdf('Baumkataster.pdf', 1)]);
    await page.getByRole('button', { name: 'Hochladen', exact: true }).click();
    await page.getByText('2 Dateien brauchen noch einen Namen').waitFor();
    expect(await overflow(page)).toBe(0);
    await page.getByRole('button', { name: 'Auslegen' }).click();
    await page.getByText('Die Unterlagen sind übernommen.').waitFor();
    expect(await page.getByRole('main').innerText()).toContain('Baumkataster');

    await page.goto(`${PLAN}/texte`);
    await page.getByLabel('Name').fill('Hinweise');
    await page.getByLabel('Text', { exact: true }).fill('Bitte beachten Sie die Baumschutzsatzung.');
    await page.getByRole('button', { name: 'Vorschau ansehen' }).click();
    await page.getByText('Ein Absatz, zum ersten Mal.').waitFor();
    await page.getByRole('button', { name: 'Auslegen' }).click();
    await page.getByText('Der Text ist ausgelegt.').waitFor();

    await page.goto(`${PLAN}/karte`);
    await page.getByLabel('Eckpunkte').fill('51.05');
    await page.getByRole('button', { name: 'In die Karte übernehmen' }).click();
    await page.getByText('je Zeile zwei Zahlen').first().waitFor();
    expect(await overflow(page)).toBe(0);
    await planner.leave();
  });

  it('who only looks on finds no button', async () => {
    const reader = await visitor();
    await signIn(reader.page, 'zeitz', 'lesen');
    for (const part of ['unterlagen', 'texte', 'karte']) {
      await reader.page.goto(`${PLAN}/${part}`);
      await reader.page.getByRole('heading', { level: 1 }).waitFor();
      expect(await reader.page.getByRole('main').locator('form[method=POST] button').count()).toBe(1);
    }
    await reader.leave();
  });
});

async function pdf(name: string, pages: number): Promise<Upload> {
  const document = await PDFDocument.create();
  for (let page = 0; page < pages; page++) document.addPage().drawText(`${name} ${page} ${Math.random()}`);
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(await document.save()) };
}

const wrong = (): Upload => ({
  name: 'rechnung.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('MZ'),
});

/** What Word puts on the clipboard, pasted into the text. */
const paste = (page: Page, html: string): Promise<void> =>
  page.getByLabel('Text', { exact: true }).evaluate((field, source) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', source);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, html);

/** What was laid out stands on the public page within some seconds. */
async function isPublic(path: string, words: RegExp): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    if (words.test((await ask(path, { town: 'zeitz' })).text)) return;
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error(`${path} does not show ${String(words)}.`);
}
