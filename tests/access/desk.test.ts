import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { browser, describeInBrowser, opens, portalOf, type Visitor } from '../portal.ts';
import { isOpenToAll } from './check.ts';
import { signIn } from './visit.ts';

const DESK = `${portalOf('zeitz')}/arbeitsplatz`;

describeInBrowser('every page of the desk, in light, dark and at 320 pixels, leaves nobody out', () => {
  const { visitor } = browser();
  let planner: Visitor;
  let page: Page;
  beforeAll(async () => {
    planner = await visitor();
    page = planner.page;
    await signIn(page, 'zeitz', 'planung');
  });
  afterAll(() => planner.leave());

  const paths = [
    '',
    '/verfahren',
    '/verfahren/elsterterrassen',
    '/verfahren/neu',
    '/stellungnahmen/neu',
    '/stellungnahmen/ausgabe?verfahren=elsterterrassen',
    ...['adresse', 'inhalt', 'zeitraum', 'ansprechpartner', 'bekanntmachung', 'pruefen'].map(
      (step) => `/verfahren/elsterterrassen/einrichten/${step}`,
    ),
    '/verfahren/elsterterrassen/einrichten/zeitraum?ab=2027-04-01',
    '/verfahren/elsterterrassen/unterlagen',
    '/verfahren/elsterterrassen/texte',
    '/verfahren/elsterterrassen/texte/begruendung',
    '/verfahren/elsterterrassen/karte',
    '/verfahren/elsterterrassen/vorschau',
    '/stellungnahmen?stand=to-release',
    '/stellungnahmen?verfahren=elsterterrassen&wer=nobody',
    '/stellungnahmen?q=xyzxyz',
    '/verfahren/elsterterrassen/auswertung',
    '/verfahren/elsterterrassen/protokoll',
    '/verfahren/elsterterrassen/beschluss',
    '/verfahren/bahnhofsvorplatz/ohne-antwort',
    '/verfahren/elsterterrassen/gleichlautend',
    '/textbausteine',
  ];
  it.each(['', '/en'].flatMap((language) => paths.map((path) => [language, path])))(
    'the page %s/arbeitsplatz%s',
    async (language, path) => {
      await page.goto(DESK.replace('/arbeitsplatz', `${language}/arbeitsplatz`) + path);
      await isOpenToAll(page);
    },
  );

  it('the plan, with its tools open and errors beside its fields', async () => {
    await page.goto(`${DESK}/verfahren/elsterterrassen/unterlagen`, { waitUntil: 'networkidle' });
    await page.getByText('Ändern').first().click();
    await page.getByRole('button', { name: /^Herunternehmen/ }).first().click(); // prettier-ignore
    await page.getByRole('alert').waitFor();
    await isOpenToAll(page);
    await page.goto(`${DESK}/verfahren/elsterterrassen/karte`, { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: 'In die Karte übernehmen' }).click();
    await page.getByRole('alert').waitFor();
    await isOpenToAll(page);
  });

  it('a statement, with errors beside its fields', async () => {
    await page.goto(`${DESK}/stellungnahmen?verfahren=elsterterrassen&stand=to-release`);
    await page.locator('tbody a').first().click();
    await opens(page, /^Stellungnahme /);
    await isOpenToAll(page);
    await page.getByRole('link', { name: 'Öffentliche Fassung bearbeiten' }).click();
    await opens(page, /^Öffentliche Fassung von /);
    await isOpenToAll(page);
    await page.getByLabel('Text mit Schwärzungen').fill('');
    await page.getByRole('button', { name: 'Zur Freigabe vorschlagen' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByText('Diese Angabe fehlt oder ist zu lang.').count()).toBeGreaterThan(0);
    await isOpenToAll(page);
  });

  it('weighing, with errors beside its fields, with points and versions, and what is ready', async () => {
    await page.goto(`${DESK}/verfahren/elsterterrassen/beschluss`);
    await page.getByRole('link', { name: 'Nächste offene abwägen' }).click();
    await opens(page, /abwägen$/);
    await page.locator('#text').fill('');
    await page.getByRole('button', { name: 'Fertig und weiter' }).click();
    await page.getByRole('alert').waitFor();
    await isOpenToAll(page);
    const words = (await page.locator('p.text').first().innerText()).slice(0, 20).trim();
    await page.getByLabel('Punkt markieren').fill(words);
    await page.getByRole('button', { name: 'Als eigenen Punkt abwägen' }).click();
    await page.getByText('Der Punkt ist markiert.').waitFor();
    await page.locator('#text').fill('Wird zur Kenntnis genommen.');
    await page.getByRole('button', { name: 'Als Entwurf speichern' }).click();
    await page.getByText('Der Entwurf ist gespeichert.').waitFor();
    await page.getByText(/^Fassungen der Empfehlung/).click();
    await page.getByText('Anders beschlossen als empfohlen').click();
    await isOpenToAll(page);
    await page.getByRole('button', { name: 'Fertig und weiter' }).click();
    await page.waitForURL((url) => !url.searchParams.has('gespeichert'));
    const ready = page.getByRole('checkbox', { name: /^ausnehmen/ });
    await page.goto(`${DESK}/verfahren/elsterterrassen/beschluss`);
    // Another journey decides about all that is ready on this portal: then one more is made ready.
    for (let tries = 0; tries < 3 && !(await ready.count()); tries += 1) {
      await page.getByRole('link', { name: 'Nächste offene abwägen' }).click();
      await opens(page, /abwägen$/);
      await page.locator('#text').fill('Wird zur Kenntnis genommen.');
      await page.getByRole('button', { name: 'Fertig und weiter' }).click();
      await page.waitForURL((url) => !url.searchParams.has('gespeichert'));
      await page.goto(`${DESK}/verfahren/elsterterrassen/beschluss`);
    }
    await ready.first().waitFor();
    await isOpenToAll(page);
  });
});
