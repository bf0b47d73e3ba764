import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { isOpenToAll } from '../access/check.ts';
import { signIn } from '../access/visit.ts';
import { invitationTo } from './invitation.ts';
import { ask, browser, describeInBrowser, opens, overflow, PHONE, portalOf } from '../portal.ts';

const DESK = `${portalOf('zeitz')}/arbeitsplatz`;
const SETTINGS = `${DESK}/einstellungen`;
const PAGES = [
  'aussehen',
  'bild',
  'kontakt',
  'rechtliches',
  'standardtexte',
  'freigabe',
  'personen',
  'verlauf',
];
const CLAIM = 'Zeitz redet mit, seit heute auch am Ufer.';

/** What stands on a public page within some seconds, or no longer does. */
async function says(path: string, words: string, isThere = true): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await ask(path, { town: 'zeitz' })).text.includes(words) === isThere) return;
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error(`${path} ${isThere ? 'does not show' : 'still shows'} “${words}”.`);
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const isSaved = (page: Page) => page.getByText('Gespeichert. Das Portal zeigt es').waitFor();

/** The picture of the first pixels that a browser can draw. */
const DRAWING = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><rect width="300" height="100" fill="#456"/></svg>',
);

describeInBrowser('the administration of a town', () => {
  const { visitor } = browser();

  it('changes look and contact, sees it before it is public and then on the portal, and takes it back', async () => {
    const admin = await visitor();
    const { page } = admin;
    await signIn(page, 'zeitz', 'admin');
    await page.goto(DESK);
    await page.getByRole('link', { name: 'Einstellungen', exact: true }).click();
    await opens(page, 'Einstellungen');
    await page.getByRole('link', { name: 'Aussehen' }).click();
    await opens(page, 'Aussehen');
    const before = await page.getByLabel('Leitsatz').inputValue();

    await page.waitForLoadState('networkidle');
    await page.getByLabel('Leitsatz').fill(CLAIM);
    await page.getByLabel('Farbe').fill('#ffcc00');
    const preview = page.getByRole('region', { name: 'Vorschau' });
    await preview.getByText(CLAIM).first().waitFor();
    await preview.getByText('zu schwach').first().waitFor();
    await press(page, 'Speichern');
    await page.getByRole('alert').waitFor();
    expect(await page.getByText('Diese Farbe ist nicht überall lesbar.').count()).toBeGreaterThan(0);
    expect(await page.getByLabel('Leitsatz').inputValue()).toBe(CLAIM);
    expect((await ask('/', { town: 'zeitz' })).text).not.toContain(CLAIM);

    await page.waitForLoadState('networkidle');
    await press(page, 'Diese Farbe nehmen');
    const colour = await page.getByLabel('Farbe').inputValue();
    await press(page, 'Speichern');
    await isSaved(page);
    await says('/', CLAIM);
    await says('/', `--accent-source: ${colour}`);

    await page.goto(`${SETTINGS}/kontakt`, { waitUntil: 'networkidle' });
    await page.getByLabel('Telefon').fill('03441 000-999');
    await press(page, 'Speichern');
    await isSaved(page);
    await says('/impressum', '03441 000-999');

    await page.goto(`${SETTINGS}/verlauf`);
    const steps = page.getByRole('main').locator('ol > li');
    expect(await steps.first().innerText()).toMatch(
      /Kontakt[\s\S]*Karin Lindner[\s\S]*Telefon[\s\S]*000-999/,
    );
    expect(await steps.nth(1).innerText()).toContain(CLAIM);
    await page.getByRole('button', { name: 'Diesen Stand wiederherstellen (1)' }).click();
    await page.getByText('Der Stand ist wiederhergestellt.').waitFor();
    await says('/', CLAIM, false);
    await says('/', before);
    await says('/impressum', '03441 000-999', false);
    await admin.leave();
  });

  it('that saves what another one has saved meanwhile is shown it and loses nothing', async () => {
    const admin = await visitor();
    const [first, second] = [admin.page, await admin.context.newPage()];
    await signIn(first, 'zeitz', 'admin');
    for (const page of [first, second])
      await page.goto(`${SETTINGS}/standardtexte`, { waitUntil: 'networkidle' });
    await first.getByLabel('Letzter Satz jeder Antwort').fill('Vielen Dank.');
    await press(first, 'Speichern');
    await isSaved(first);
    await second.getByLabel('Letzter Satz jeder Antwort').fill('Mit Dank für Ihre Mühe.');
    await press(second, 'Speichern');
    const told = second.getByRole('alert');
    expect(await told.innerText()).toContain('Vielen Dank.');
    expect(await second.getByLabel('Letzter Satz jeder Antwort').inputValue()).toBe(
      'Mit Dank für Ihre Mühe.',
    );
    await isOpenToAll(second);
    await press(second, 'Speichern');
    await isSaved(second);
    await admin.leave();
  });

  it('works without scripts: looks first, then saves', async () => {
    const admin = await visitor({ javaScriptEnabled: false });
    const { page } = admin;
    await signIn(page, 'zeitz', 'admin');
    await page.goto(`${SETTINGS}/rechtliches`);
    const imprint = await page.getByLabel('Impressum').inputValue();
    await page.getByLabel('Impressum').fill(`${imprint}\n\n## Ganz neu <script>alert(1)</script>`);
    await press(page, 'Vorschau');
    await page.getByRole('heading', { name: 'Ganz neu' }).waitFor();
    expect((await ask('/impressum', { town: 'zeitz' })).text).not.toContain('Ganz neu');
    await press(page, 'Speichern');
    await isSaved(page);
    await says('/impressum', 'Ganz neu');
    expect((await ask('/impressum', { town: 'zeitz' })).text).not.toContain('<script>alert(1)');
    await page.getByLabel('Impressum').fill(imprint);
    await press(page, 'Speichern');
    await isSaved(page);
    await admin.leave();
  });

  it('sets a picture, which is drawn anew, and takes it back', async () => {
    const admin = await visitor();
    const { page } = admin;
    await signIn(page, 'zeitz', 'admin');
    await page.goto(`${SETTINGS}/bild`, { waitUntil: 'networkidle' });
    await page
      .getByLabel('Neues Bild')
      .setInputFiles({ name: 'bild.svg', mimeType: 'image/svg+xml', buffer: DRAWING });
    await page.getByLabel('Was auf dem Bild zu sehen ist').fill('Ein graues Rechteck');
    await press(page, 'Speichern');
    await isSaved(page);
    await says('/', 'Ein graues Rechteck');
    const [, address] = /<img src="([^"]*\.webp)"/.exec((await ask('/', { town: 'zeitz' })).text)!;
    const { status, headers } = await ask(address!, { town: 'zeitz' });
    expect([status, headers['content-type']]).toEqual([200, 'image/webp']);
    await page.goto(`${SETTINGS}/verlauf`);
    await page
      .getByRole('button', { name: /wiederherstellen/ })
      .first()
      .click();
    await page.getByText('Der Stand ist wiederhergestellt.').waitFor();
    await says('/', 'Ein graues Rechteck', false);
    await admin.leave();
  });

  it('gives a planning office one procedure, which is then all that it sees, and ends that again', async () => {
    const office = await visitor();
    await signIn(office.page, 'zeitz', 'buero');
    expect((await office.page.goto(DESK))!.status()).toBe(403);

    const admin = await visitor();
    const { page } = admin;
    await signIn(page, 'zeitz', 'admin');
    await page.goto(`${SETTINGS}/personen`);
    await page.getByLabel('E-Mail der Person').fill('niemand@');
    await press(page, 'Rolle vergeben');
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('E-Mail der Person').inputValue()).toBe('niemand@');
    await page.getByLabel('E-Mail der Person').fill('n.hartwig@planungsbuero.example');
    await page.getByLabel('Rolle', { exact: true }).selectOption('reader');
    await page.getByLabel('Wo die Rolle gilt').selectOption('elsterterrassen');
    await press(page, 'Rolle vergeben');
    await page.getByText('Die Rolle ist vergeben.').waitFor();

    await office.page.goto(`${DESK}/verfahren`);
    await opens(office.page, 'Verfahren');
    const listed = office.page.getByRole('main').locator('ul.plain-list a[href*="/arbeitsplatz/verfahren/"]');
    expect(await listed.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      '/arbeitsplatz/verfahren/elsterterrassen',
    ]);
    expect((await office.page.goto(`${DESK}/verfahren/waermeplan`))!.status()).toBe(404);
    expect((await office.page.goto(SETTINGS))!.status()).toBe(403);

    await page.getByRole('button', { name: /Nele Hartwig, Lesen/ }).click();
    await page.getByText('Die Rolle ist beendet.').waitFor();
    expect((await office.page.goto(DESK))!.status()).toBe(403);
    expect(await page.getByRole('button', { name: /Karin Lindner, Verwaltung/ }).count()).toBe(0);
    await office.leave();
    await admin.leave();
  });

  it('shows all their towns to who works for several, and leads from one to the other', async () => {
    const operator = await visitor();
    const there = `${portalOf('koethen')}/arbeitsplatz`;
    await signIn(operator.page, 'koethen', 'land');
    await operator.page.goto(`${there}/einstellungen/personen`);
    await operator.page.getByLabel('E-Mail der Person').fill('u.reinhold@zeitz.example');
    await operator.page.getByLabel('Rolle', { exact: true }).selectOption('reader');
    await press(operator.page, 'Rolle vergeben');
    await operator.page.getByText('Die Rolle ist vergeben.').waitFor();

    const reader = await visitor(PHONE);
    const { page } = reader;
    await signIn(page, 'zeitz', 'lesen');
    await page.goto(DESK);
    await page.getByText('Andere Kommunen').click();
    await isOpenToAll(page);
    expect(await overflow(page)).toBe(0);
    await page.getByRole('link', { name: 'Köthen' }).click();
    await page.waitForURL(there);
    await opens(page, 'Heute');
    await page.getByText('Andere Kommunen').click();
    expect(await page.getByRole('link', { name: 'Zeitz', exact: true }).count()).toBe(1);

    await operator.page.getByRole('button', { name: /Ute Reinhold, Lesen/ }).click();
    await operator.page.getByText('Die Rolle ist beendet.').waitFor();
    expect((await page.goto(there))!.status()).toBe(403);
    await page.goto(DESK);
    expect(await page.getByText('Andere Kommunen').count()).toBe(0);
    await reader.leave();
    await operator.leave();
  });

  it('invites who was never here, by a mail whose link is for that address only; takes it back', async () => {
    const address = `neu-${Date.now()}@mail.example`;
    const admin = await visitor();
    const { page } = admin;
    await signIn(page, 'zeitz', 'admin');
    await page.goto(`${SETTINGS}/personen`);
    await page.getByLabel('E-Mail der Person').fill(address);
    await press(page, 'Rolle vergeben');
    await page.getByText('Eine Einladung ist unterwegs').waitFor();
    await isOpenToAll(page);
    const link = await invitationTo(address);

    const citizen = await visitor();
    await signIn(citizen.page, 'zeitz', 'bernd');
    await citizen.page.goto(link);
    await opens(citizen.page, 'Einladung');
    await isOpenToAll(citizen.page);
    await press(citizen.page, 'Einladung annehmen');
    await citizen.page.getByText('Diese Einladung ist für eine andere E-Mail-Adresse.').waitFor();

    await page.getByRole('button', { name: new RegExp(`Zurücknehmen.*${address}`) }).click();
    await page.getByText('Die Einladung ist zurückgenommen.').waitFor();
    expect((await citizen.page.goto(link))!.status()).toBe(404);
    await citizen.leave();
    await admin.leave();
  });

  it('leaves nobody out, in light, dark and at 320 pixels, in both languages', async () => {
    const admin = await visitor();
    await signIn(admin.page, 'zeitz', 'admin');
    for (const language of ['', '/en'])
      for (const name of ['', ...PAGES]) {
        await admin.page.goto(`${portalOf('zeitz')}${language}/arbeitsplatz/einstellungen/${name}`);
        await isOpenToAll(admin.page);
      }
    await admin.leave();
  }, 180_000);

  it('can be done with a phone', async () => {
    const admin = await visitor(PHONE);
    await signIn(admin.page, 'zeitz', 'admin');
    for (const name of ['', ...PAGES]) {
      await admin.page.goto(`${SETTINGS}/${name}`);
      expect([name, await overflow(admin.page)]).toEqual([name, 0]);
    }
    await admin.leave();
  });

  it.each([['planung'], ['lesen'], ['bernd']])('is not what %s does', async (username) => {
    const guest = await visitor();
    await signIn(guest.page, 'zeitz', username);
    for (const name of ['', ...PAGES])
      expect((await guest.page.goto(`${SETTINGS}/${name}`))!.status()).toBe(403);
    await guest.leave();
  });

  it('is done for every town by the operator of the Land', async () => {
    const land = await visitor();
    await signIn(land.page, 'koethen', 'land');
    await land.page.goto(`${portalOf('koethen')}/arbeitsplatz/einstellungen/freigabe`);
    await land.page.getByLabel('Zwei Personen für jede Freigabe').check();
    await press(land.page, 'Speichern');
    await isSaved(land.page);
    expect(await land.page.getByLabel('Zwei Personen für jede Freigabe').isChecked()).toBe(true);
    await land.page.getByLabel('Zwei Personen für jede Freigabe').uncheck();
    await press(land.page, 'Speichern');
    await isSaved(land.page);
    await land.leave();
  });
});
