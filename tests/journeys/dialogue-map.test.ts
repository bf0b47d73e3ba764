import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { isOpenToAll } from '../access/check.ts';
import { browser, describeInBrowser, opens, portalOf } from '../portal.ts';

const TOWN = portalOf('zeitz');
const DIALOGUE = `${TOWN}/verfahren/elsterterrassen/dialog/wo-fehlt-ihnen-rund-um-die-elsterterrassen-ein-weg`;
/** Around a spot on which two contributions lie. */
const TWINS = '12.1239,51.04575,12.1249,51.04645';

const titles = (page: Page) => page.getByRole('article').getByRole('heading').allInnerTexts();

describeInBrowser('ideas on a map', () => {
  const { visitor } = browser(['--enable-unsafe-swiftshader']);

  it('are read on the map and in the list beside it, by one filter, and each marks the other', async () => {
    const guest = await visitor();
    const { page } = guest;
    await page.goto(DIALOGUE);
    await page.getByText('In diesem Ausschnitt: ').waitFor();
    expect(await titles(page)).toHaveLength(10);
    await isOpenToAll(page);

    await page.getByLabel('In der Liste nur Beiträge aus').check();
    await page.waitForURL(/ausschnitt=/);
    await page.getByText(/\d gefunden/).waitFor();
    const before = (await titles(page)).length;
    expect(before).toBeLessThan(10);
    // The arrow keys and + and - move a map that has the focus.
    await page.locator('canvas').focus();
    const url = page.url();
    await page.keyboard.press('-');
    await page.waitForURL((now) => now.href !== url);
    await page.waitForFunction((count) => document.querySelectorAll('article').length > count, before);
    await page.getByLabel('In der Liste nur Beiträge aus').uncheck();
    await page.waitForURL((now) => !now.search.includes('ausschnitt'));

    await page.getByRole('link', { name: 'Mit dem Rollstuhl' }).click();
    await page.waitForURL(/thema=/);
    const show = page.getByRole('button', { name: /Auf der Karte zeigen.*Bordstein/s });
    await show.click();
    await page
      .getByText('Gewählt:')
      .getByRole('link', { name: /^Bordstein vor der Apotheke/ })
      .waitFor();
    expect(await show.getAttribute('aria-pressed')).toBe('true');
    await isOpenToAll(page);
    await guest.leave();
  });

  it('that lie on one spot come apart in the list, when nothing is told apart by looking closer', async () => {
    const guest = await visitor();
    const { page } = guest;
    await page.goto(`${DIALOGUE}?ansicht=karte&ausschnitt=12.1243,51.04605,12.1245,51.04615`);
    await page.getByText('In diesem Ausschnitt: 2 ').waitFor();
    const url = page.url();
    await page.locator('canvas').click();
    await page.waitForURL((now) => now.href !== url);
    await page.getByText('2 gefunden').waitFor();
    expect((await titles(page)).sort()).toEqual([
      'Noch eine Rampe, auf der anderen Seite',
      'Rampe statt Treppe am Mühlgraben',
    ]);
    await guest.leave();
  });

  it('go without scripts: the list of one section, with a sentence in the place of the map', async () => {
    const guest = await visitor({ javaScriptEnabled: false });
    const { page } = guest;
    await page.goto(`${DIALOGUE}?ansicht=karte&ausschnitt=${TWINS}`);
    expect(await titles(page)).toHaveLength(2);
    expect(await page.locator('noscript').allInnerTexts()).toContain(
      'Die Karte braucht JavaScript. Die Liste enthält alle Stellen.',
    );
    await page.getByLabel('In den Beiträgen suchen').fill('sechs Stufen');
    await page.getByRole('button', { name: 'Suchen' }).click();
    expect(page.url()).toContain('ausschnitt=');
    expect(await titles(page)).toEqual(['Noch eine Rampe, auf der anderen Seite']);
    await page.getByRole('link', { name: 'nicht nur in diesem Kartenausschnitt' }).click();
    expect(page.url()).not.toContain('ausschnitt=');
    await page.getByRole('link', { name: 'Noch eine Rampe' }).click();
    await page.getByRole('link', { name: 'Beiträge in der Nähe' }).click();
    expect(await titles(page)).toContain('Rampe statt Treppe am Mühlgraben');
    await guest.leave();
  });

  it('are found among the dialogues of the town, and stay to be read and passed on when it is over', async () => {
    const guest = await visitor();
    const { page } = guest;
    await page.goto(TOWN);
    await page.getByRole('link', { name: 'Alle Dialoge' }).click();
    await opens(page, 'Dialoge');
    const archive = page.getByRole('region', { name: 'Archiv' });
    await archive.getByText(/lief bis .* Beiträge: 3/).waitFor();
    await archive.getByRole('link', { name: 'Wie soll der Platz' }).click();
    await page.getByText('Dieser Dialog ist beendet').waitFor();
    expect(await page.getByRole('note').innerText()).toMatch(
      /Er lief bis .*Beiträge\s*3\s*Bewertungen\s*81\s*Kommentare\s*2/s,
    );
    expect((await titles(page))[0]).toBe('Platz der Eisenbahner');
    expect(await page.getByRole('link', { name: 'Beitrag schreiben' }).count()).toBe(0);
    await page.getByRole('link', { name: 'gemischt' }).click();
    await page.waitForURL(/nach=random/);

    const [address] = page.url().split('?');
    expect(await page.getByLabel('Adresse dieser Seite').inputValue()).toBe(address);
    await guest.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Adresse kopieren' }).click();
    await page.getByText('Die Adresse ist kopiert.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
    const preview = await page
      .locator('meta[property^="og:"]')
      .evaluateAll((all) => all.map((one) => (one as HTMLMetaElement).content));
    expect(preview).toContain(address);
    await page.getByRole('link', { name: 'Platz der Zuckerrübe' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Platz der Zuckerrübe' }).waitFor();
    expect(await page.locator('meta[property="og:description"]').getAttribute('content')).not.toContain(
      'Fabrik',
    );
    await isOpenToAll(page);
    await guest.leave();
  });
});
