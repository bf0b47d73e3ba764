import { expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';

import { isOpenToAll } from '../access/check.ts';
import { ask, browser, describeInBrowser, opens, portalOf } from '../portal.ts';
import { mailed } from './mail.ts';

const PROCEDURE = `${portalOf('zeitz')}/verfahren/elsterterrassen`;
const DIALOGUE = `${PROCEDURE}/dialog/was-fehlt-ihnen-am-ufer-der-weissen-elster`;

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Says something in the dialogue without an account. */
async function contributes(page: Page, title: string): Promise<void> {
  await page.goto(`${DIALOGUE}/beitragen`);
  await page.getByLabel('Überschrift').fill(title);
  await page.getByLabel('Ihr Beitrag').fill('Am Ufer fehlt Schatten für ältere Menschen.');
  await press(page, 'Beitrag absenden');
  await opens(page, 'Ihr Beitrag ist eingegangen');
}

describeInBrowser('a citizen who wants to be told', () => {
  const { visitor } = browser();

  for (const javaScriptEnabled of [true, false])
    it(`follows a procedure, hears of it and ends it by the link of a mail, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
      const look = async (page: Page) => void (javaScriptEnabled && (await isOpenToAll(page)));
      const email = `folgt-${randomUUID()}@mail.example`;
      const citizen = await visitor({ javaScriptEnabled });
      const { page } = citizen;
      await page.goto(PROCEDURE);
      await page.getByRole('link', { name: 'Benachrichtigen lassen' }).click();
      await opens(page, 'Benachrichtigen lassen');
      await page.getByLabel('Sofort').check();
      await page.getByLabel('E-Mail-Adresse').fill('anna@beispiel');
      await press(page, 'Benachrichtigen lassen');
      await page.getByRole('alert').waitFor();
      expect(await page.getByLabel('E-Mail-Adresse').inputValue()).toBe('anna@beispiel');
      expect(await page.getByLabel('Sofort').isChecked()).toBe(true);
      await look(page);
      await page.getByLabel('E-Mail-Adresse').fill(email);
      await press(page, 'Benachrichtigen lassen');
      await opens(page, 'Bitte sehen Sie in Ihr Postfach');
      await look(page);

      await page.goto(await mailed(email, /http\S+\/benachrichtigen\/bestaetigen\/[0-9a-f-]+\/[0-9a-f]+/));
      await opens(page, 'Benachrichtigungen bestätigen');
      await look(page);
      await press(page, 'Ja, benachrichtigen');
      await opens(page, 'Ihre Benachrichtigungen');
      await page.getByText('Ab jetzt benachrichtigen wir Sie.').waitFor();
      await page.getByText('f…@mail.example').waitFor();
      await look(page);

      const title = `Schatten ${randomUUID().slice(0, 8)}`;
      await contributes(page, title);
      const end = await mailed(email, /http\S+\/api\/abmelden\/[0-9a-f-]+\/[0-9a-f]+/);
      expect((await ask('/mail')).text).toContain(title);
      await page.goto(end);
      await opens(page, 'Alle Benachrichtigungen beenden');
      await look(page);
      await press(page, 'Alle beenden und Adresse löschen');
      await page.getByText('Ihre Adresse ist gelöscht.').first().waitFor();
      await citizen.leave();
    });

  it('follows a place, changes how often and ends it, and nothing else of the form counts', async () => {
    const email = `ort-${randomUUID()}@mail.example`;
    const citizen = await visitor();
    const { page } = citizen;
    await page.goto(portalOf());
    await page.getByRole('link', { name: 'Benachrichtigen lassen' }).click();
    await page.getByLabel('Pläne im Umkreis eines Ortes').check();
    await page.getByLabel('Ort oder Postleitzahl').fill('Atlantis');
    await page.getByLabel('E-Mail-Adresse').fill(email);
    await isOpenToAll(page);
    await press(page, 'Benachrichtigen lassen');
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Ort oder Postleitzahl').inputValue()).toBe('Atlantis');
    await page.getByLabel('Ort oder Postleitzahl').fill('06712');
    await page.getByLabel('Umkreis', { exact: true }).selectOption('10');
    await press(page, 'Benachrichtigen lassen');
    await opens(page, 'Bitte sehen Sie in Ihr Postfach');
    await page.goto(await mailed(email, /http\S+\/benachrichtigen\/bestaetigen\/[0-9a-f-]+\/[0-9a-f]+/));
    await press(page, 'Ja, benachrichtigen');
    await page.getByRole('heading', { name: /Umkreis: .+ · 10 km/ }).waitFor();
    await page.getByLabel('Wie oft?').selectOption('weekly');
    await press(page, 'Ändern');
    await page.getByText('Geändert.').waitFor();
    expect(await page.getByLabel('Wie oft?').inputValue()).toBe('weekly');
    await press(page, 'Beenden');
    await page.getByText('Sie verfolgen zurzeit nichts.').waitFor();
    await page.getByText('Ihre Adresse ist gelöscht.').waitFor();
    await citizen.leave();
  });
});
