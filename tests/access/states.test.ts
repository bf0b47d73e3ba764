import { afterAll, beforeAll, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { browser, describeInBrowser, opens, portalOf, type Visitor } from '../portal.ts';
import { isOpenToAll } from './check.ts';
import { FORM } from './visit.ts';

describeInBrowser('what a page becomes while somebody works with it leaves nobody out', () => {
  const { visitor } = browser();
  let guest: Visitor;
  let page: Page;
  beforeAll(async () => {
    guest = await visitor();
    page = guest.page;
  });
  afterAll(() => guest.leave());

  it('a form with errors', async () => {
    await page.goto(FORM, { waitUntil: 'networkidle' });
    await page.getByLabel('Per Post').check();
    await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
    await page.getByRole('alert').waitFor();
    await isOpenToAll(page);
  });

  it('a form with a draft, a file and a drawn area', async () => {
    await page.goto(FORM, { waitUntil: 'networkidle' });
    await page.getByLabel('Ihr Text').fill('Hier fehlt ein Weg. '.repeat(40));
    const buffer = Buffer.from('Skizze\n');
    await page
      .getByLabel('Dateien')
      .setInputFiles({ name: `${'Lageplan'.repeat(12)}.txt`, mimeType: 'text/plain', buffer });
    await page.locator('form li').waitFor();
    await page.getByRole('button', { name: 'Stelle auf der Karte einzeichnen' }).click();
    await page.getByRole('button', { name: 'Fläche zeichnen' }).click();
    await page.getByRole('button', { name: 'Ecke in der Kartenmitte setzen' }).click();
    await page.getByText('Auf diesem Gerät gesichert um').waitFor();
    await isOpenToAll(page);
  });

  it('the review page, with a word as long as a line', async () => {
    await page.goto(FORM, { waitUntil: 'networkidle' });
    await page
      .getByLabel('Ihr Text')
      .fill(`Donaudampf${'schiff'.repeat(30)} https://karte.example/${'x'.repeat(200)}`);
    await page.getByLabel('Ohne Namen').check();
    await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
    await opens(page, 'Bitte prüfen Sie Ihre Angaben');
    await isOpenToAll(page);
    await page.getByRole('button', { name: 'Absenden' }).click();
    await opens(page, 'bei uns eingegangen');
    await isOpenToAll(page);
  });

  it('the check of a receipt that is none, and of a number that is none', async () => {
    await page.goto(`${portalOf('zeitz')}/pruefen`, { waitUntil: 'networkidle' });
    await page.getByLabel('Oder fügen Sie den Text ein').fill('{"receipt": "eyJ"}');
    await page.getByRole('button', { name: 'Prüfen', exact: true }).click();
    await page.getByRole('alert').or(page.getByText('Diese Bestätigung stimmt nicht')).first().waitFor();
    await isOpenToAll(page);
    await page.getByLabel('Nummer').fill('000-000-000');
    await page.getByLabel('Prüfcode').fill('0000-0000');
    await page.getByRole('button', { name: 'Bestätigung öffnen' }).click();
    await page.getByRole('alert').waitFor();
    await isOpenToAll(page);
  });

  it('voices below a paragraph, and the ways beside the portal', async () => {
    await page.goto(`${portalOf('zeitz')}/verfahren/elsterterrassen/text/begruendung`);
    await page
      .getByRole('link', { name: / Stimmen? dazu/ })
      .first()
      .click();
    await page.locator('.voices').waitFor();
    await isOpenToAll(page);
    await page.goto(`${portalOf('zeitz')}/verfahren/elsterterrassen`);
    await page.getByText('Andere Wege').click();
    await isOpenToAll(page);
  });

  it('a host that is no town, and the sign-in of the demonstration', async () => {
    await page.goto(portalOf('atlantis'));
    await isOpenToAll(page);
    await page.goto(`${portalOf('zeitz')}/auth/login?to=/`);
    await page.getByLabel('Benutzername').waitFor();
    await isOpenToAll(page);
  });
});
