import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { browser, describeInBrowser, opens, portalOf } from '../portal.ts';

const FORM = `${portalOf('koethen')}/verfahren/gewerbe-west/stellungnahme`;
const TEXT = 'Am Feldweg brüten Rebhühner. Bitte rücken Sie die Halle um fünfzig Meter nach Osten.';
const FILE = { name: 'Feldweg.txt', mimeType: 'text/plain', buffer: Buffer.from('Drei Paare am 4. Mai.\n') };

describeInBrowser('a citizen with draft, map, files and an account', () => {
  const { visitor } = browser();

  it('keeps the draft over a reload and a sign-in, sends it, withdraws it and sees that', async () => {
    const citizen = await visitor();
    const { page } = citizen;
    await begins(page);
    await survivesReload(page);
    await signsIn(page);
    const number = await sends(page);
    await withdraws(page, number);
    await signsOut(page);
    await citizen.leave();
  });

  it('chooses a place from the list without the map, and on the map without a mouse', async () => {
    const citizen = await visitor();
    const { page } = citizen;
    await page.goto(`${portalOf('koethen')}/verfahren/gewerbe-west`, { waitUntil: 'networkidle' });
    const place = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Dazu äußern' }) });
    const name = await place.first().getByRole('button').innerText();
    await place.first().getByRole('button').click();
    expect(await place.first().getByRole('button').getAttribute('aria-pressed')).toBe('true');
    await place.first().getByRole('link', { name: 'Dazu äußern' }).click();
    const about = page.getByLabel('Wozu möchten Sie sich äußern?');
    expect(await about.locator('option:checked').innerText()).toBe(name);

    await page.getByRole('button', { name: 'Stelle auf der Karte einzeichnen' }).click();
    await page.getByRole('button', { name: 'Fläche zeichnen' }).click();
    const map = page.locator('.map');
    for (const press of ['ArrowRight', 'ArrowDown', 'ArrowLeft']) {
      await page.getByRole('button', { name: 'Ecke in der Kartenmitte setzen' }).click();
      await map.locator('canvas').press(press);
      await page.waitForTimeout(500);
    }
    await page.getByRole('button', { name: 'Fertig' }).click();
    expect(await page.getByText('Eingezeichnet: Fläche').count()).toBe(1);
    await page.getByLabel('Ihr Text').fill(TEXT);
    await page.getByLabel('Ohne Namen').check();
    await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
    const review = await page.getByRole('main').innerText();
    for (const part of [name, 'Fläche', TEXT, 'Ohne Namen']) expect(review).toContain(part);
    await citizen.leave();
  });

  it('keeps the draft while the line is down, and says so', async () => {
    const citizen = await visitor();
    const { page } = citizen;
    await page.goto(FORM, { waitUntil: 'networkidle' });
    await citizen.context.setOffline(true);
    await page.getByLabel('Ihr Text').fill(TEXT);
    await page.getByText('Auf diesem Gerät gesichert um').waitFor();
    await citizen.context.setOffline(false);
    await page.reload({ waitUntil: 'networkidle' });
    expect(await page.getByLabel('Ihr Text').inputValue()).toBe(TEXT);
    await page.getByRole('button', { name: 'Entwurf verwerfen' }).click();
    await page.reload({ waitUntil: 'networkidle' });
    expect(await page.getByLabel('Ihr Text').inputValue()).toBe('');
    await citizen.leave();
  });
});

/** A text, a file that goes up at once and a point that is set with the mouse. */
async function begins(page: Page): Promise<void> {
  await page.goto(FORM, { waitUntil: 'networkidle' });
  await page.getByLabel('Ihr Text').fill(TEXT);
  await page.getByLabel('Dateien').setInputFiles(FILE);
  await page.locator('form li', { hasText: FILE.name }).waitFor();
  await page.getByLabel('Vor- und Nachname').fill('Anna Albrecht');
  await page.getByRole('button', { name: 'Stelle auf der Karte einzeichnen' }).click();
  await page.getByRole('button', { name: 'Punkt setzen' }).click();
  await page.locator('.map canvas').click({ position: { x: 200, y: 150 } });
  await page.getByText('Eingezeichnet: Punkt').waitFor();
  await page.getByText('Auf diesem Gerät gesichert um').waitFor();
}

async function survivesReload(page: Page): Promise<void> {
  await page.waitForTimeout(600);
  await page.reload();
  await isThere(page);
}

async function isThere(page: Page): Promise<void> {
  await page.getByText('Auf diesem Gerät gesichert um').waitFor();
  expect(await page.getByLabel('Ihr Text').inputValue()).toBe(TEXT);
  expect(await page.getByLabel('Vor- und Nachname').inputValue()).toBe('Anna Albrecht');
  expect(await page.locator('form li', { hasText: FILE.name }).count()).toBe(1);
  expect(await page.getByText('Eingezeichnet: Punkt').count()).toBe(1);
}

/** From the form over the town's own page to the sign-in and back. */
async function signsIn(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Meine Stellungnahmen' }).click();
  await page.getByRole('link', { name: 'Anmelden' }).click();
  await page.getByLabel('Benutzername').fill('anna');
  await page.getByLabel('Passwort').fill('demo');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.waitForURL(`${portalOf('koethen')}/meine-stellungnahmen`);
  expect(await page.getByRole('button', { name: 'Abmelden' }).count()).toBe(1);
  await page.goto(FORM, { waitUntil: 'networkidle' });
  await isThere(page);
}

async function sends(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
  const review = await page.getByRole('main').innerText();
  for (const part of [TEXT, 'Punkt', FILE.name, 'Anna Albrecht']) expect(review).toContain(part);
  await page.getByRole('button', { name: 'Absenden' }).click();
  await opens(page, 'bei uns eingegangen');
  const number = await page.locator('.number').innerText();

  await page.goto(FORM, { waitUntil: 'networkidle' });
  expect(await page.getByLabel('Ihr Text').inputValue()).toBe('');
  return number;
}

async function withdraws(page: Page, number: string): Promise<void> {
  await page.getByRole('link', { name: 'Meine Stellungnahmen' }).click();
  const mine = page.getByRole('article').filter({ hasText: number });
  expect(await mine.innerText()).toContain(TEXT);
  expect(await mine.innerText()).toContain('Noch nicht entschieden');
  await mine.getByRole('link').click();
  await page.getByRole('button', { name: 'Zurückziehen' }).click();
  await page.getByText(/Am .+ zurückgezogen/).waitFor();
  expect(await page.getByRole('button', { name: 'Zurückziehen' }).count()).toBe(0);
  await page.getByRole('main').getByRole('link', { name: 'Meine Stellungnahmen' }).click();
  await page.getByRole('heading', { level: 1, name: 'Meine Stellungnahmen' }).waitFor();
  expect(await page.getByRole('article').filter({ hasText: number }).innerText()).toContain('Zurückgezogen');
}

async function signsOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await page.getByRole('button', { name: 'Abmelden' }).waitFor({ state: 'detached' });
  await page.waitForURL((url) => url.host.startsWith('koethen.'));
  await page.waitForLoadState('networkidle');
  await page.goto(`${portalOf('koethen')}/meine-stellungnahmen`);
  expect(await page.getByRole('main').innerText()).toContain('Melden Sie sich an');
}
