import { expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { Page } from 'playwright-core';

import { browser, describeInBrowser, opens, portalOf, type Visitor } from '../portal.ts';

const TEXT = [
  'Die Zufahrt über die Tiergartenstraße ist schon heute zu eng.',
  '',
  'Bitte prüfen Sie eine zweite Zufahrt – <b>sonst</b> staut es sich bis zur „Schule“.',
].join('\n');
const PHOTO = {
  name: 'Zufahrt & Kreuzung.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from('Gezählt am Montag: 412 Fahrzeuge zwischen 7 und 8 Uhr.\n'),
};

describeInBrowser('a citizen without JavaScript', () => {
  const { visitor } = browser();

  it('finds the plan by postcode, speaks to one paragraph and holds a receipt that anyone can verify', async () => {
    const citizen = await visitor({ javaScriptEnabled: false });
    const { page } = citizen;
    await findsTheTown(page);
    const paragraph = await choosesTheParagraph(page);
    await writes(page);
    await reviews(page, paragraph);
    const receipt = await holdsReceipt(page);
    await downloads(citizen, receipt);
    await proves(citizen, receipt);
    await citizen.leave();
  });

  it('is told beside the field what is missing, and loses nothing that was typed or uploaded', async () => {
    const citizen = await visitor({ javaScriptEnabled: false });
    const { page } = citizen;
    await page.goto(`${portalOf('zeitz')}/verfahren/elsterterrassen/stellungnahme`);
    await page.getByLabel('Vor- und Nachname').fill('Erika Beispiel');
    await page.getByLabel('Per E-Mail').check();
    await page.getByLabel('E-Mail-Adresse').fill('erika@beispiel');
    await page.getByLabel('Dateien').setInputFiles(PHOTO);
    const answered = posted(page);
    await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
    expect((await answered).status()).toBe(422);

    const summary = page.getByRole('alert');
    await expect(summary.innerText()).resolves.toContain('Bitte sehen Sie noch einmal nach');
    const text = page.getByLabel('Ihr Text');
    expect(await describedBy(page, 'text')).toContain('Schreiben Sie bitte Ihre Stellungnahme in das Feld.');
    expect(await text.getAttribute('aria-invalid')).toBe('true');
    expect(await describedBy(page, 'email')).toContain('Diese E-Mail-Adresse stimmt nicht.');
    await summary.getByRole('link', { name: 'Schreiben Sie bitte' }).click();
    expect(new URL(page.url()).hash).toBe('#text');

    expect(await page.getByLabel('Vor- und Nachname').inputValue()).toBe('Erika Beispiel');
    expect(await page.getByLabel('E-Mail-Adresse').inputValue()).toBe('erika@beispiel');
    expect(await page.getByLabel('Per E-Mail').isChecked()).toBe(true);
    expect(await page.locator('form li', { hasText: PHOTO.name }).count()).toBe(1);

    await text.fill(TEXT);
    await page.getByLabel('E-Mail-Adresse').fill('erika@beispiel.example');
    await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
    await page.getByRole('button', { name: 'Noch etwas ändern' }).click();
    expect(await text.inputValue()).toBe(TEXT);
    await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
    await page.getByRole('button', { name: 'Absenden' }).click();
    await opens(page, 'bei uns eingegangen');
    expect(await page.getByRole('main').innerText()).toContain(PHOTO.name);
    await citizen.leave();
  });

  it('learns that a file is of a wrong type or that a text is too long, and keeps the rest', async () => {
    const citizen = await visitor({ javaScriptEnabled: false });
    const { page } = citizen;
    await page.goto(`${portalOf('zeitz')}/verfahren/elsterterrassen/stellungnahme`);
    await page.getByLabel('Ihr Text').fill(TEXT);
    await page.getByLabel('Dateien').setInputFiles({
      name: 'spiel.exe',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('MZ\x90\0'),
    });
    const refused = posted(page);
    await page.getByRole('button', { name: 'Dateien hochladen' }).click();
    expect((await refused).status()).toBe(422);
    expect(await describedBy(page, 'files')).toContain('Diese Art von Datei nehmen wir nicht an.');
    expect(await page.getByLabel('Ihr Text').inputValue()).toBe(TEXT);

    const long = 'Zu lang. '.repeat(6_000);
    await page.getByLabel('Ihr Text').evaluate((area) => area.removeAttribute('maxlength'));
    await page.getByLabel('Ihr Text').fill(long);
    await page.getByLabel('Vor- und Nachname').fill('Erika Beispiel');
    await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
    expect(await describedBy(page, 'text')).toContain('Der Text ist zu lang.');
    expect(await page.getByLabel('Ihr Text').inputValue()).toBe(long);

    const longest = `${'x'.repeat(98)}\n`.repeat(500) + 'y'.repeat(500);
    await page.getByLabel('Ihr Text').fill(longest);
    await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
    await opens(page, 'Bitte prüfen Sie Ihre Angaben');
    await citizen.leave();
  });
});

async function findsTheTown(page: Page): Promise<void> {
  await page.goto(portalOf());
  await opens(page, 'Was wird bei Ihnen geplant?');
  await page.getByLabel('Ort, Postleitzahl oder Stichwort').fill('06712');
  await page.getByRole('button', { name: 'Suchen' }).click();
  const found = await page.getByRole('main').innerText();
  expect(found).toContain('Gemeinte Orte: Zeitz');
  expect(found).not.toContain('Köthen (Anhalt) ·');

  await page.getByRole('link', { name: 'Elsterterrassen' }).click();
  expect(new URL(page.url()).host).toBe(new URL(portalOf('zeitz')).host);
  await page.getByRole('link', { name: 'Stadt Zeitz' }).click();
  await opens(page, 'Stadt Zeitz');
  expect(await page.getByRole('main').innerText()).toContain('noch 6 Tage');
  await page.getByRole('link', { name: 'Elsterterrassen' }).first().click();
  await opens(page, 'Elsterterrassen');
}

async function choosesTheParagraph(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Begründung', exact: true }).first().click();
  const section = page.getByRole('region', { name: 'Absatz 7', exact: true });
  const words = (await section.locator('.text').first().innerText()).slice(0, 40);
  await section.getByRole('link', { name: 'Dazu äußern' }).click();
  await opens(page, 'Stellungnahme');
  const chosen = await page.getByLabel('Wozu möchten Sie sich äußern?').locator('option:checked').innerText();
  expect(chosen).toContain(`Absatz 7: ${words}`);
  return 'Absatz 7';
}

async function writes(page: Page): Promise<void> {
  await page.getByLabel('Ihr Text').fill(TEXT);
  await page.getByLabel('Dateien').setInputFiles(PHOTO);
  await page.getByRole('button', { name: 'Dateien hochladen' }).click();
  expect(await page.locator('form li', { hasText: PHOTO.name }).count()).toBe(1);
  expect(await page.getByLabel('Ihr Text').inputValue()).toBe(TEXT);
  await page.getByLabel('Vor- und Nachname').fill('Erika Beispiel');
  expect(await page.getByLabel('Mein Text darf ohne meinen Namen').isChecked()).toBe(false);
  await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
}

async function reviews(page: Page, paragraph: string): Promise<void> {
  await opens(page, 'Bitte prüfen Sie Ihre Angaben');
  const shown = await page.getByRole('main').innerText();
  for (const part of [TEXT, paragraph, 'Erika Beispiel', PHOTO.name, 'wird nicht veröffentlicht'])
    expect(shown).toContain(part);
  await page.getByRole('button', { name: 'Absenden' }).click();
}

interface Held {
  number: string;
  code: string;
}

async function holdsReceipt(page: Page): Promise<Held> {
  await opens(page, 'Ihre Stellungnahme ist bei uns eingegangen');
  const kept = await page.getByRole('region', { name: 'Eingangsbestätigung' }).innerText();
  const number = /[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/.exec(kept)?.[0] ?? '';
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(kept.replace(number, ''))?.[0] ?? '';
  expect(kept).toMatch(/Eingegangen am .+ um \d\d:\d\d:\d\d Uhr/);
  expect(kept).toContain('fristgerecht');
  expect([number, code]).not.toContain('');
  expect(await page.getByRole('main').innerText()).toContain(TEXT);
  return { number, code };
}

async function downloads({ page, context }: Visitor, { number }: Held): Promise<void> {
  const [paper] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Als PDF' }).click(),
  ]);
  expect(
    readFileSync(await paper.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect(paper.suggestedFilename()).toContain(number);
  expect(await context.cookies()).toEqual([]);
}

/** Every byte of the file is checked; a changed one is found; number and code lead back to the page. */
async function proves({ page }: Visitor, { number, code }: Held): Promise<void> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Als JSON-Datei' }).click(),
  ]);
  const json = readFileSync(await file.path(), 'utf8');
  const { content } = JSON.parse(json) as { content: { text: string } };
  expect(content.text.replaceAll('\r\n', '\n')).toBe(TEXT);
  expect(json).toContain(createHash('sha256').update(PHOTO.buffer).digest('hex'));

  await page.goto(`${portalOf()}/pruefen`);
  await page.getByLabel('Oder fügen Sie den Text ein').fill(json);
  await page.getByRole('button', { name: 'Prüfen', exact: true }).click();
  const genuine = await page.getByRole('main').innerText();
  expect(genuine).toContain('Die Bestätigung ist echt');
  expect(genuine).toContain(number);

  await page.getByLabel('Oder fügen Sie den Text ein').fill(json.replace('zweite Zufahrt', 'dritte Zufahrt'));
  await page.getByRole('button', { name: 'Prüfen', exact: true }).click();
  expect(await page.getByRole('main').innerText()).toContain('Diese Bestätigung stimmt nicht');

  await page.getByLabel('Nummer').fill(number);
  await page.getByLabel('Prüfcode').fill('0000-0000');
  await page.getByRole('button', { name: 'Bestätigung öffnen' }).click();
  expect(await page.getByRole('main').innerText()).toContain('gibt es keine Bestätigung');
  await page.getByLabel('Nummer').fill(number.toLowerCase().replaceAll('-', ' '));
  await page.getByLabel('Prüfcode').fill(code);
  await page.getByRole('button', { name: 'Bestätigung öffnen' }).click();
  await page.getByRole('link', { name: 'Bestätigung öffnen' }).click();
  await opens(page, 'Eingangsbestätigung');
  expect(await page.getByRole('main').innerText()).toContain(number);
}

/** The text of everything that a field's `aria-describedby` names, as a screen reader says it. */
async function describedBy(page: Page, id: string): Promise<string> {
  const ids = (await page.locator(`#${id}`).getAttribute('aria-describedby'))?.split(' ') ?? [];
  return (await Promise.all(ids.map((one) => page.locator(`#${one}`).innerText()))).join(' ');
}

const posted = (page: Page) => page.waitForResponse((response) => response.request().method() === 'POST');
