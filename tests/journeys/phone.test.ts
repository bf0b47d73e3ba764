import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { browser, describeInBrowser, opens, overflow, PHONE, portalOf } from '../portal.ts';

const TEXT =
  'Wir haben in der Nikolaistraße keinen Platz für eine Wärmepumpe. Bitte planen Sie das Netz bis zu uns.';
/** WCAG 2.2, 2.5.8: what is tapped is at least 24 pixels high, unless it stands in a sentence. */
const SMALLEST_TARGET = 24;
/** What is too wide for the phone or too small for a thumb. */
const misfits: string[] = [];

describeInBrowser('a citizen with a phone of 360 pixels', () => {
  const { visitor } = browser();

  it('finds the plan, speaks to a place and holds the receipt, without ever scrolling sideways', async () => {
    const citizen = await visitor(PHONE);
    const { page } = citizen;
    await page.goto(portalOf());
    await fits(page);
    await page.getByLabel('Ort, Postleitzahl oder Stichwort').fill('Allstedt');
    await page.getByRole('button', { name: 'Suchen' }).tap();
    await page.getByRole('heading', { name: /Verfahren gefunden/ }).waitFor();
    await fits(page);
    await page.getByRole('link', { name: 'Wärmeplan für die Stadt Allstedt' }).tap();
    await opens(page, 'Wärmeplan');
    await fits(page);
    const button = await page.getByRole('link', { name: 'Stellung nehmen' }).boundingBox();
    expect(button!.y + button!.height).toBeLessThan(2 * 740);

    await reads(page);
    await writes(page);
    await fits(page);
    await page.getByRole('button', { name: 'Weiter zur Prüfung' }).tap();
    await opens(page, 'Bitte prüfen Sie Ihre Angaben');
    await fits(page);
    await page.getByRole('button', { name: 'Absenden' }).tap();
    await opens(page, 'bei uns eingegangen');
    await fits(page);
    expect(await page.getByRole('main').innerText()).toContain(TEXT);
    await page.getByRole('link', { name: 'Bestätigung prüfen' }).first().tap();
    await page.getByRole('heading', { name: 'Mit Nummer und Prüfcode' }).waitFor();
    await fits(page);
    expect(misfits).toEqual([]);
    await citizen.leave();
  });
});

async function reads(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Kommunaler Wärmeplan, Entwurf', exact: true }).tap();
  await page.getByRole('heading', { name: 'Inhalt' }).waitFor();
  await fits(page);
  await page.goBack();
  await page.getByRole('link', { name: 'Stellung nehmen' }).tap();
  await opens(page, 'Stellungnahme');
  await fits(page);
}

async function writes(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  const about = page.getByLabel('Wozu möchten Sie sich äußern?');
  const place = await about.locator('optgroup').first().locator('option').first().getAttribute('value');
  await about.selectOption(place);
  await page.getByRole('button', { name: 'Stelle auf der Karte einzeichnen' }).tap();
  await page.getByRole('button', { name: 'Punkt setzen' }).tap();
  await page.locator('.map canvas').tap();
  await page.getByText('Eingezeichnet: Punkt').waitFor();
  await page.getByLabel('Ihr Text').fill(TEXT);
  await page.getByLabel('Vor- und Nachname').fill('Gerda Musterfrau mit einem sehr langen Namen-Doppelnamen');
}

/** Nothing is wider than the phone, and whatever one taps is large enough for a thumb. */
async function fits(page: Page): Promise<void> {
  const { pathname } = new URL(page.url());
  await page.waitForLoadState('load'); // measured before its styles arrive, every page is too wide
  const wider = await overflow(page);
  if (wider > 0) misfits.push(`${pathname} is ${wider} px too wide`);
  const small = await page.evaluate(
    (smallest) =>
      [
        ...document.querySelectorAll(
          'button, select, input:not([type=hidden], [type=radio], [type=checkbox])',
        ),
      ]
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.height < smallest || box.width < smallest))
        .map(({ element, box }) => `${element.outerHTML.slice(0, 80)} ${box.width} × ${box.height}`),
    SMALLEST_TARGET,
  );
  misfits.push(...small.map((element) => `${pathname}: ${element}`));
}
