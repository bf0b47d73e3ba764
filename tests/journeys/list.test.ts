import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { signIn } from '../access/visit.ts';
import { browser, describeInBrowser, opens, overflow, PHONE, portalOf } from '../portal.ts';

const LIST = `${portalOf('zeitz')}/arbeitsplatz/stellungnahmen`;
const OPEN = `${LIST}?verfahren=elsterterrassen&stand=open`;

describeInBrowser('the list of statements', () => {
  const { visitor } = browser();

  it('is narrowed, kept under a name, and widened again', async () => {
    const planner = await visitor();
    const { page } = planner;
    await signIn(page, 'zeitz', 'planung');
    await page.goto(LIST);
    await page.getByLabel('Verfahren', { exact: true }).selectOption('elsterterrassen');
    await page.getByRole('button', { name: 'Suchen' }).click();
    await page.waitForURL(/verfahren=elsterterrassen/);
    await page.getByLabel('Wozu').selectOption({ index: 1 });
    await page.getByLabel('Frist', { exact: true }).selectOption('in-time');
    await page.getByLabel('Wort oder Nummer').fill('xyzxyz');
    await page.getByRole('button', { name: 'Suchen' }).click();
    await page.getByText('Dazu gibt es keine Stellungnahme.').waitFor();
    await page.getByRole('link', { name: /^„xyzxyz“/ }).click();
    await page.locator('tbody tr').first().waitFor();

    await page.getByText('Diese Auswahl merken').click();
    await page.getByLabel('Name der Ansicht').fill('Fristgerecht zum Plan');
    await page.getByRole('button', { name: 'Merken' }).click();
    await page.getByRole('link', { name: 'Alle Filter aufheben' }).click();
    await page.getByRole('link', { name: 'Fristgerecht zum Plan' }).click();
    await page.waitForURL(/frist=in-time/);
    await page.getByRole('button', { name: 'Ansicht Fristgerecht zum Plan entfernen' }).click();
    await page.getByRole('link', { name: 'Fristgerecht zum Plan' }).waitFor({ state: 'detached' });
    await planner.leave();
  });

  it('is worked with by the keyboard alone, and what was assigned can be taken back', async () => {
    const planner = await visitor();
    const { page } = planner;
    await signIn(page, 'zeitz', 'planung');
    await page.goto(OPEN, { waitUntil: 'networkidle' });
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('Ausgewählt: 2').waitFor();
    await page.keyboard.press('a');
    await page.keyboard.press('ArrowDown');
    const person = await page.getByLabel('Zuweisen an').inputValue();
    expect(person).not.toBe('');
    for (let tabs = 0; tabs < 8 && !(await isFocused(page, 'Auswahl zuweisen')); tabs += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('2 Stellungnahmen zugewiesen.').waitFor();
    await page.goto(`${LIST}?wer=${person}`);
    await page.getByText('Gefunden: 2').waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Rückgängig' }).click();
    await page.getByText('2 Stellungnahmen sind wieder wie vorher.').waitFor();
    await page.goto(`${LIST}?wer=${person}`);
    await page.getByText('Dazu gibt es keine Stellungnahme.').waitFor();

    await page.goto(OPEN, { waitUntil: 'networkidle' });
    await page.keyboard.press('j');
    const number = await page.locator('tbody a').first().innerText();
    await page.keyboard.press('/');
    await page.keyboard.type('j');
    expect(await page.getByLabel('Wort oder Nummer').inputValue()).toBe('j');
    await page.getByText('Tasten', { exact: true }).click();
    await page.keyboard.press('k');
    await page.keyboard.press('o');
    await opens(page, `Stellungnahme ${number}`);
    await planner.leave();
  });

  it('leaves single keys alone where somebody has switched them off', async () => {
    const planner = await visitor();
    const { page } = planner;
    await signIn(page, 'zeitz', 'planung');
    await page.goto(OPEN, { waitUntil: 'networkidle' });
    await page.keyboard.press('?');
    await page.getByLabel('Einzelne Tasten sind an').uncheck();
    await page.reload({ waitUntil: 'networkidle' });
    await page.keyboard.press('j');
    expect(await page.locator('tr.current').count()).toBe(0);
    await planner.leave();
  });

  it('gives out work on a phone without scripts, and says beside the fields what is missing', async () => {
    const clerk = await visitor({ ...PHONE, javaScriptEnabled: false });
    const { page } = clerk;
    await signIn(page, 'zeitz', 'sachbearbeitung');
    await page.goto(OPEN);
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(10);
    const first = page.getByRole('checkbox', { name: /auswählen$/ }).first();
    // By its value: other journeys send statements meanwhile, and these stand above it.
    const chosen = page.locator(`input[type="checkbox"][value="${await first.inputValue()}"]`);
    await chosen.check();
    await page.getByRole('button', { name: 'Auswahl zuweisen' }).click();
    await page.getByText('Bitte wählen Sie eine Person oder einen Tag.').first().waitFor();
    expect(await chosen.isChecked()).toBe(true);
    await page.getByLabel('Zu erledigen bis').fill('2030-01-31');
    await page.getByRole('button', { name: 'Auswahl zuweisen' }).click();
    await page.getByText('Eine Stellungnahme zugewiesen.').waitFor();
    await page.getByText('bis 31.01.2030').first().waitFor();
    await page.getByRole('button', { name: 'Rückgängig' }).click();
    await page.getByText('Eine Stellungnahme ist wieder wie vorher.').waitFor();
    await clerk.leave();
  });

  it('fits a phone', async () => {
    const clerk = await visitor(PHONE);
    await signIn(clerk.page, 'zeitz', 'sachbearbeitung');
    await clerk.page.goto(OPEN, { waitUntil: 'networkidle' });
    expect(await overflow(clerk.page)).toBe(0);
    await clerk.leave();
  });
});

const isFocused = (page: Page, name: string): Promise<boolean> =>
  page.evaluate((words) => document.activeElement?.textContent?.includes(words) ?? false, name);
