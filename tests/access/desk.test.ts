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

  it.each(['', '/en'])('what is due, the list, nothing found %s', async (language) => {
    for (const path of [
      '',
      '/verfahren',
      '/verfahren/elsterterrassen',
      '/verfahren/elsterterrassen/auswertung',
      '/verfahren/elsterterrassen/protokoll',
      '/stellungnahmen?stand=to-release',
      '/stellungnahmen?q=xyzxyz',
    ]) {
      await page.goto(DESK.replace('/arbeitsplatz', `${language}/arbeitsplatz`) + path);
      await isOpenToAll(page);
    }
  });

  it('a statement, with errors beside its fields', async () => {
    await page.goto(`${DESK}/stellungnahmen?verfahren=elsterterrassen&stand=to-release`);
    await page.locator('tbody a').first().click();
    await opens(page, /^Stellungnahme /);
    await isOpenToAll(page);
    await page.getByLabel('Fassung für die Öffentlichkeit').fill('');
    await page.getByRole('button', { name: 'Freigeben' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByText('Diese Angabe fehlt oder ist zu lang.').count()).toBeGreaterThan(0);
    await isOpenToAll(page);
  });
});
