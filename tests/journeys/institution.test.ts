import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { isOpenToAll } from '../access/check.ts';
import { proves, signIn } from '../access/visit.ts';
import { browser, describeInBrowser, opens, portalOf } from '../portal.ts';
import { invitationTo } from './invitation.ts';

const OWN = '/institutionen';
const BODY = 'Burgenlandkreis, Untere Naturschutzbehörde';
const REGISTER = `${portalOf('zeitz')}/arbeitsplatz/einstellungen/institutionen`;
const TEXT = 'Am Floßgraben laicht der Kammmolch. Bitte verlegen Sie die Baustraße nach Westen.';

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

/** Signs in freshly with the second factor and comes back to a page. */
async function stepsUp(page: Page, address: string, username: string): Promise<void> {
  const { origin, pathname } = new URL(address);
  await page.goto(`${origin}/auth/step-up?to=${encodeURIComponent(pathname)}`);
  await proves(page, username);
  await page.waitForURL(address);
}

/** Who has signed in for one town is let into the other one. */
async function entersKoethen(page: Page): Promise<void> {
  await page.goto(`${portalOf('koethen')}/auth/login?to=%2Fmeine-stellungnahmen`);
  await page.waitForURL(`${portalOf('koethen')}/meine-stellungnahmen`);
}

/** A public body speaks in every town (§ 4 BauGB). */
describeInBrowser('an institution', () => {
  const { visitor } = browser();
  const invited = 'bernd.boettcher@mail.example';

  it('gets a second person by its coordinator, sends a statement in its name, and takes the person out', async () => {
    const [coordinator, clerk] = [await visitor(), await visitor()];
    await signIn(coordinator.page, 'zeitz', 'behoerde');
    await coordinator.page.getByRole('link', { name: 'Meine Institutionen' }).click();
    await opens(coordinator.page, 'Meine Institutionen');
    await stepsUp(coordinator.page, portalOf('zeitz') + OWN, 'behoerde');
    await coordinator.page.getByLabel('E-Mail der Person').fill('niemand@');
    await press(coordinator.page, 'Einladen');
    await coordinator.page.getByRole('alert').waitFor();
    expect(await coordinator.page.getByLabel('E-Mail der Person').inputValue()).toBe('niemand@');
    await coordinator.page.getByLabel('E-Mail der Person').fill(invited);
    await press(coordinator.page, 'Einladen');
    await coordinator.page.getByText('eingeladen am').waitFor();
    await isOpenToAll(coordinator.page);

    await signIn(clerk.page, 'zeitz', 'bernd');
    await clerk.page.goto(await invitationTo(invited, OWN));
    expect(await clerk.page.getByRole('main').innerText()).toContain(BODY);
    await isOpenToAll(clerk.page);
    await press(clerk.page, 'Einladung annehmen');
    await clerk.page.getByText('Sie sprechen jetzt für diese Institution.').waitFor();
    expect(await clerk.page.getByRole('button', { name: 'Einladen' }).count()).toBe(0);

    // In another town, without a further step.
    await entersKoethen(clerk.page);
    await clerk.page.goto(`${portalOf('koethen')}/verfahren/gewerbe-west/stellungnahme`, {
      waitUntil: 'networkidle',
    });
    await clerk.page.getByLabel('Ihr Text').fill(TEXT);
    await clerk.page.getByLabel('Ohne Namen').check();
    await clerk.page.getByLabel(`für ${BODY}`).check();
    expect(await clerk.page.getByLabel('Ohne Namen').isVisible()).toBe(false);
    await clerk.page.getByLabel('Vor- und Nachname').fill('Bernd Böttcher');
    await press(clerk.page, 'Weiter zur Prüfung');
    expect(await clerk.page.getByRole('main').innerText()).toContain(BODY);
    await press(clerk.page, 'Absenden');
    await opens(clerk.page, 'bei uns eingegangen');

    // The coordinator sees it as well; the desk sees for whom it speaks.
    await entersKoethen(coordinator.page);
    const mine = coordinator.page.getByRole('article').filter({ hasText: TEXT });
    expect(await mine.innerText()).toContain(`für ${BODY}`);
    await stepsUp(coordinator.page, portalOf('koethen') + OWN, 'behoerde');
    await press(coordinator.page, /Beenden.*Bernd Böttcher/);
    await coordinator.page.getByText('Beendet. Das gilt sofort.').waitFor();
    await clerk.page.goto(`${portalOf('koethen')}/meine-stellungnahmen`);
    expect(await clerk.page.getByRole('article').filter({ hasText: TEXT }).count()).toBe(0);
    await press(coordinator.page, /Beenden.*Tobias Krüger/);
    await coordinator.page.getByText('die letzte Person, die koordiniert').waitFor();
    await coordinator.leave();
    await clerk.leave();
  });

  it('is registered by the Land, which finds it again and invites another coordinator; by nobody else', async () => {
    const admin = await visitor();
    await signIn(admin.page, 'zeitz', 'admin');
    expect((await admin.page.goto(REGISTER))!.status()).toBe(403);
    await admin.page.goto(REGISTER.replace(/\/institutionen$/, ''));
    expect(await admin.page.getByRole('link', { name: 'Institutionen' }).count()).toBe(0);
    await admin.leave();

    const land = await visitor();
    const { page } = land;
    await signIn(page, 'zeitz', 'land');
    await stepsUp(page, REGISTER, 'land');
    const name = `Forstamt ${Date.now()}`;
    await page.getByLabel('Name der Institution').fill(name);
    await page.getByLabel('E-Mail der koordinierenden Person').last().fill('forst@amt.example');
    await press(page, 'Eintragen und einladen');
    await page.getByText('Die Institution ist eingetragen').waitFor();
    expect(await invitationTo('forst@amt.example', OWN)).toContain('zeitz.');

    await page.getByLabel('Name der Institution').fill(name.toUpperCase());
    await page.getByLabel('E-Mail der koordinierenden Person').last().fill('forst@amt.example');
    await press(page, 'Eintragen und einladen');
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Name der Institution').inputValue()).toBe(name.toUpperCase());

    await page.getByRole('searchbox').fill(name.slice(0, 12));
    await press(page, 'Suchen');
    const line = page.getByRole('listitem').filter({ hasText: name });
    expect(await line.innerText()).toContain('Noch niemand koordiniert');
    await line.getByText('Jemanden für die Koordination einladen').click();
    await line.getByLabel('E-Mail der koordinierenden Person').fill('leitung@amt.example');
    await line.getByRole('button', { name: 'Einladen' }).click();
    await page.getByText('Eine Einladung ist unterwegs').waitFor();
    await isOpenToAll(page);
    expect(await invitationTo('leitung@amt.example', OWN)).toContain('/institutionen/einladung/');
    await land.leave();
  });
});
