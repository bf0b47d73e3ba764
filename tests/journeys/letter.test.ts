import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { readFileSync } from 'node:fs';

import { browser, describeInBrowser, opens, overflow, PHONE, portalOf } from '../portal.ts';

const DESK = `${portalOf('zeitz')}/arbeitsplatz`;
const TEXT = 'Bitte lassen Sie den Birnbaum am alten Pumpenhaus stehen.';
const SCAN = { name: 'Brief.txt', mimeType: 'text/plain', buffer: Buffer.from('Abschrift des Briefs\n') };

describeInBrowser('what comes by post', () => {
  const { visitor } = browser();

  it('is typed in with its scan and day, loses nothing to a mistake, and has a receipt and a line', async () => {
    const clerk = await visitor();
    const { page } = clerk;
    await signsIn(page, 'erfassung');
    await page.goto(`${DESK}/stellungnahmen/neu`, { waitUntil: 'networkidle' });
    await page.getByLabel('Eingegangen am').fill(daysAgo(1));
    await page.getByLabel('Wortlaut').fill(TEXT);
    await page.getByLabel('Dateien').setInputFiles([SCAN]);
    await page.locator('form li', { hasText: SCAN.name }).waitFor();
    await page.getByLabel('Vor- und Nachname').fill('Hedwig Birnbaum');
    await page.getByRole('button', { name: 'Erfassen', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Wortlaut').inputValue()).toBe(TEXT);
    expect(await page.locator('form li', { hasText: SCAN.name }).count()).toBe(1);

    await page.getByLabel('Zu welchem Verfahren').selectOption('elsterterrassen');
    await page.getByRole('button', { name: 'Erfassen', exact: true }).click();
    const number = await isEntered(page);
    const paper = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Eingangsbestätigung als PDF' }).click();
    expect(
      readFileSync(await (await paper).path())
        .subarray(0, 4)
        .toString(),
    ).toBe('%PDF');

    await page.goto(`${DESK}/stellungnahmen?eingang=letter&q=Birnbaum`);
    const line = page.getByRole('row').filter({ hasText: number });
    expect(await line.innerText()).toContain('Birnbaum');
    await line.getByRole('link', { name: number, exact: true }).click();
    await opens(page, `Stellungnahme ${number}`);
    const shown = await page.getByRole('main').innerText();
    for (const words of ['Hedwig Birnbaum', 'Brief', SCAN.name]) expect(shown).toContain(words);
    await clerk.leave();
  });

  it('is typed in on a phone and without scripts too', async () => {
    const clerk = await visitor({ ...PHONE, javaScriptEnabled: false });
    const { page } = clerk;
    await signsIn(page, 'erfassung');
    await page.goto(`${DESK}/stellungnahmen/neu`);
    expect(await overflow(page)).toBe(0);
    await page.getByLabel('Zu welchem Verfahren').selectOption('elsterterrassen');
    await page.getByLabel('Eingegangen am').fill(daysAgo(2));
    await page.getByLabel('Wortlaut').fill(TEXT);
    await page.getByLabel('Vor- und Nachname').fill('Hedwig Birnbaum');
    await page.getByRole('button', { name: 'Erfassen', exact: true }).click();
    await isEntered(page);
    await clerk.leave();
  });
});

describeInBrowser('what came in', () => {
  const { visitor } = browser();

  it('is taken out as a table, by the filter of the list, with progress and a file', async () => {
    const clerk = await visitor();
    const { page } = clerk;
    await signsIn(page, 'sachbearbeitung');
    await page.goto(`${DESK}/stellungnahmen?verfahren=bahnhofsvorplatz&stand=answered`);
    await page.getByRole('link', { name: 'Als Tabelle ausgeben' }).click();
    await opens(page, 'Stellungnahmen als Tabelle');
    await page.getByLabel('Format').selectOption('csv');
    await page.getByRole('button', { name: 'Tabelle erstellen' }).click();
    await page.getByText('Wir erstellen die Tabelle.').waitFor();
    const file = page.waitForEvent('download');
    await page.getByRole('link', { name: /^CSV vom/ }).first().click(); // prettier-ignore
    const lines = readFileSync(await (await file).path(), 'utf8');
    expect(lines).toMatch(/^\uFEFFNummer;Verfahren;Eingang/);
    expect(lines).toContain('Bahnhof');
    expect(lines).not.toContain('Name;Organisation');
    await clerk.leave();
  });
});

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

async function signsIn(page: Page, username: string): Promise<void> {
  await page.goto(DESK);
  await page.getByLabel('Benutzername').fill(username);
  await page.getByLabel('Passwort').fill('demo');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await opens(page, 'Heute');
}

async function isEntered(page: Page): Promise<string> {
  const words = await page.getByText(/[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/).first().innerText(); // prettier-ignore
  return /[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/.exec(words)![0];
}
