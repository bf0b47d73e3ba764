import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { isOpenToAll } from '../access/check.ts';
import { FORM, signIn } from '../access/visit.ts';
import {
  ask,
  browser,
  describeInBrowser,
  opens,
  overflow,
  PHONE,
  portalOf,
  type Visitor,
} from '../portal.ts';

const DESK = `${portalOf('zeitz')}/arbeitsplatz`;
const RESULT = '/verfahren/elsterterrassen/ergebnis';
const NAME = 'Kunigunde Zwetschgenbaum';
const POINTS = ['Die Weiden am Wehr sollen stehen bleiben.', 'Außerdem fehlt ein Bootssteg.'];
const ANSWERS = ['Die Weiden bleiben und werden gepflegt.', 'Ein Bootssteg stört den Eisvogel.'];
const SUMMARY = 'Wünscht einen Bootssteg.';
const MAIL = 'kunigunde@mail.example';
const MAX_TABS = 120;

describeInBrowser('weighing', () => {
  const { visitor } = browser();
  let citizen: Visitor;
  let number: string;

  beforeAll(async () => {
    citizen = await visitor();
    number = await sends(citizen.page);
  });

  it('by keyboard alone: points, recommendations, and on to the next open one', async () => {
    const clerk = await visitor();
    const { page } = clerk;
    await signIn(page, 'zeitz', 'admin');
    await page.goto(`${DESK}/stellungnahmen/${number}`);
    await reach(page, 'Abwägen');
    await follow(page, `Stellungnahme ${number} abwägen`);
    for (const point of POINTS) {
      await reach(page, 'Punkt markieren');
      await page.keyboard.type(point);
      await reach(page, 'Als eigenen Punkt abwägen');
      await page.keyboard.press('Enter');
      await page.getByText('Der Punkt ist markiert.').waitFor();
      await page.locator('mark', { hasText: point }).waitFor();
    }
    await page.goto(`${DESK}/stellungnahmen/${number}/abwaegung`, { waitUntil: 'networkidle' });
    await reach(page, 'Begründung');
    await page.keyboard.type(ANSWERS[0]!);
    await reach(page, 'Fertig und weiter');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: POINTS[1]! }).and(page.locator('[aria-current]')).waitFor();
    await reach(page, 'Empfohlenes Ergebnis');
    await page.keyboard.type('Wir sind der Anregung nicht');
    await reach(page, 'Begründung');
    await page.keyboard.type(ANSWERS[1]!);
    await reach(page, 'Zusammenfassung und Planänderung');
    await page.keyboard.press('Enter');
    await reach(page, 'Zusammenfassung für die Öffentlichkeit');
    await page.keyboard.type(SUMMARY);
    await reach(page, 'Fertig und weiter');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.includes(number));
    await opens(page, /^Stellungnahme .* abwägen$/);
    await clerk.leave();
  });

  it('is decided for all that is ready; the sender reads the answer, by mail as well', async () => {
    const planner = await visitor();
    const { page } = planner;
    await signIn(page, 'zeitz', 'planung');
    await page.goto(`${DESK}/verfahren/elsterterrassen/beschluss`, { waitUntil: 'networkidle' });
    expect(await page.getByRole('main').innerText()).toContain(ANSWERS[0]!);
    // It proposes who decided the last time.
    await page.getByLabel('Entschieden von').fill('');
    await page.getByRole('button', { name: 'Beschluss veröffentlichen' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Entschieden von').fill('Stadtrat');
    await page.getByRole('button', { name: 'Beschluss veröffentlichen' }).click();
    await page.getByText('Der Beschluss ist veröffentlicht.').waitFor();

    await shows('/mail', ANSWERS[1]!);
    await citizen.page.reload();
    const receipt = await citizen.page.getByRole('main').innerText();
    for (const words of [...ANSWERS, ...POINTS, 'Stadtrat', 'gelesen', 'abgewogen', 'per E-Mail beantwortet'])
      expect(receipt).toContain(words);
    await planner.leave();
  });

  it('is public as a result: what was said in short, what was decided, never who said it', async () => {
    await shows(RESULT, SUMMARY, 'zeitz');
    const { text } = await ask(RESULT, { town: 'zeitz' });
    expect(text).toContain(ANSWERS[1]!);
    for (const secret of ['Zwetschgenbaum', MAIL, POINTS[0]!]) expect(text).not.toContain(secret);
    const pdf = await ask('/api/procedures/elsterterrassen/result.pdf', { town: 'zeitz' });
    expect([pdf.status, pdf.text.slice(0, 4)]).toEqual([200, '%PDF']);

    const reader = await visitor(PHONE);
    await reader.page.goto(`${portalOf('zeitz')}${RESULT}`, { waitUntil: 'networkidle' });
    expect(await overflow(reader.page)).toBe(0);
    await reader.page.getByLabel('Nach Ergebnis').selectOption('noted');
    await reader.page.getByRole('button', { name: 'Anzeigen' }).click();
    await reader.page.waitForURL(/ergebnis=noted/);
    await isOpenToAll(reader.page);
    await reader.leave();
  });

  it('answers by letter: all in one file, and the list gets shorter when they are posted', async () => {
    const clerk = await visitor();
    const { page } = clerk;
    await signIn(page, 'zeitz', 'sachbearbeitung');
    const part = (name: string) => `${DESK}/verfahren/bahnhofsvorplatz/${name}`;
    await page.goto(part('ohne-antwort'));
    await page.getByText('Brief ist zu erstellen').first().waitFor();
    await page.goto(part('briefe'));
    await page.getByRole('button', { name: 'Alle Briefe erstellen' }).click();
    const file = page.getByRole('link', { name: /^Briefe als PDF/ });
    await file.waitFor({ timeout: 60_000 });
    const address = (await file.getAttribute('href'))!;
    const answered = await page.evaluate(async (path) => (await fetch(path)).status, address);
    expect(answered).toBe(200);
    expect((await ask(address, { town: 'zeitz' })).status).not.toBe(200);
    await page.getByRole('button', { name: 'Als abgeschickt vermerken' }).click();
    await page.getByText(/^Zur Post gegeben am/).waitFor();
    await page.goto(part('ohne-antwort'));
    await page.getByText('kennen das Ergebnis').waitFor();
    await clerk.leave();
  });

  it('goes without scripts: a text block comes into the text, a draft is kept, on a small screen too', async () => {
    const clerk = await visitor({ ...PHONE, javaScriptEnabled: false });
    const { page } = clerk;
    await signIn(page, 'zeitz', 'sachbearbeitung');
    await page.goto(`${DESK}/textbausteine`);
    await page.getByLabel('Name', { exact: true }).fill('Lärm');
    await page.getByRole('textbox', { name: 'Text' }).fill('Der Lärm wurde untersucht.');
    await page.getByRole('button', { name: 'Textbaustein speichern' }).click();
    await page.getByText('Der Textbaustein ist gespeichert.').waitFor();
    await page.goto(`${DESK}/verfahren/elsterterrassen/beschluss`, { waitUntil: 'networkidle' });
    await page.getByRole('link', { name: 'Nächste offene abwägen' }).click();
    await opens(page, /abwägen$/);
    expect(await overflow(page)).toBe(0);
    await page.locator('#text').fill('Zuerst das.');
    await page.getByLabel('Textbaustein einfügen').selectOption({ label: 'Lärm' });
    await page.getByRole('button', { name: 'Einfügen' }).click();
    expect(await page.locator('#text').inputValue()).toBe('Zuerst das.\n\nDer Lärm wurde untersucht.');
    await page.getByRole('button', { name: 'Als Entwurf speichern' }).click();
    await page.getByText('Der Entwurf ist gespeichert.').waitFor();
    expect(await page.getByText(/^Fassungen der Empfehlung: 1/).count()).toBe(1);
    await clerk.leave();
    await citizen.leave();
  });
});

async function sends(page: Page): Promise<string> {
  await page.goto(FORM, { waitUntil: 'networkidle' });
  await page.getByLabel('Ihr Text').fill(POINTS.join(' '));
  await page.getByLabel('Vor- und Nachname').fill(NAME);
  await page.getByLabel('Per E-Mail').check();
  await page.getByLabel('E-Mail-Adresse').fill(MAIL);
  await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
  await page.getByRole('button', { name: 'Absenden' }).click();
  await opens(page, 'bei uns eingegangen');
  return page.locator('.number').innerText();
}

/** Presses Tab until what has this name has the focus. */
async function reach(page: Page, name: string): Promise<void> {
  for (let press = 0; press < MAX_TABS; press += 1) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => {
      const active = document.activeElement as HTMLInputElement | null;
      return (active?.labels?.[0] ?? active)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
    });
    if (label.startsWith(name)) return;
  }
  throw new Error(`Tab never came to ${name} on ${page.url()}.`);
}

async function follow(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Enter');
  await opens(page, title);
  await page.waitForLoadState('networkidle');
}

/** What the worker does stands there within some seconds. */
async function shows(path: string, words: string, town?: string): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await ask(path, { town })).text.includes(words)) return;
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error(`${path} does not show “${words}”.`);
}
