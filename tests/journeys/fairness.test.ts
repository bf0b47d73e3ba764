import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { isOpenToAll } from '../access/check.ts';
import { signIn } from '../access/visit.ts';
import {
  ask,
  browser,
  describeInBrowser,
  opens,
  portalOf,
  showsSoon,
  soon,
  type Visitor,
} from '../portal.ts';
import { mailed } from './mail.ts';

const TOWN = portalOf('zeitz');
const PROCEDURE = `${TOWN}/verfahren/elsterterrassen`;
const DESK = `${TOWN}/arbeitsplatz/verfahren/elsterterrassen/dialog`;
const QUEUE = `${TOWN}/arbeitsplatz/moderation?verfahren=elsterterrassen`;
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGNQWlWOFTEMLQkAeFlQwZUDaZEAAAAASUVORK5CYII=',
  'base64',
);

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const textOf = (page: Page) => page.getByRole('main').innerText();

/** Opens a dialogue whose contributions wait for a moderator; answers its address. */
async function opensDialogue({ page }: Visitor, name: string): Promise<string> {
  await page.goto(DESK);
  await page.getByLabel('Überschrift').fill(name);
  await page.getByLabel('Was möchten Sie wissen?').fill('Sagen Sie es uns.');
  await page.getByLabel('bevor sie erscheinen').check();
  await press(page, 'Dialog eröffnen');
  await page.getByText('Der Dialog ist eröffnet.').waitFor();
  await showsSoon(page, PROCEDURE, name);
  return (await page.getByRole('link', { name }).getAttribute('href'))!;
}

interface Words {
  title: string;
  text: string;
  email?: string;
  file?: string;
}

async function writes(page: Page, dialogue: string, { title, text, email, file }: Words): Promise<void> {
  await page.goto(`${TOWN}${dialogue}/beitragen`);
  await page.getByLabel('Überschrift').fill(title);
  await page.getByLabel('Ihr Beitrag').fill(text);
  if (email) await page.getByLabel(/E-Mail/).fill(email);
  if (file)
    await page.getByLabel('Dateien').setInputFiles([{ name: file, mimeType: 'image/png', buffer: PICTURE }]);
  await press(page, 'Beitrag absenden');
}

/** Opens what waits by its title. */
async function takesUp(page: Page, title: string): Promise<void> {
  await page.goto(QUEUE);
  await page.getByRole('link', { name: title }).click();
  await opens(page, /^Beitrag/);
}

describeInBrowser('moderation that is fair', () => {
  const { visitor } = browser();

  it('warns, suspends for a time, says why and until when, hears the appeal by another person, and counts it all', async () => {
    const [citizen, first, second] = await Promise.all([visitor(), visitor(), visitor()]);
    await Promise.all([signIn(first.page, 'zeitz', 'planung'), signIn(second.page, 'zeitz', 'admin')]);
    const dialogue = await opensDialogue(first, `Was stört am Ufer ${Date.now()}`);
    const email = 'wird.laut@mail.example';
    const insults = async (title: string) => {
      await writes(citizen.page, dialogue, { title, text: 'Das haben nur Trottel geplant.', email });
      await opens(citizen.page, 'Ihr Beitrag ist eingegangen');
      await takesUp(first.page, title);
      await first.page.getByLabel('Grund', { exact: true }).fill('Beleidigt die Planerinnen.');
      await first.page.getByLabel('Worauf stützt sich die Entscheidung?').selectOption('rules');
      await first.page.getByLabel('Welche Regel, welches Gesetz?').fill('Sachlich bleiben');
    };
    await insults(`Lauter Trottel ${Date.now()}`);
    expect(await first.page.getByRole('button', { name: 'Nicht zeigen und sperren' }).count()).toBe(0);
    await first.page.getByLabel('Die Person verwarnen').check();
    await press(first.page, /^Nicht zeigen$/);
    await first.page.getByText('Entschieden.').waitFor();
    await insults(`Noch mehr Trottel ${Date.now()}`);
    await press(first.page, 'Nicht zeigen und sperren');
    await first.page.getByText('Entschieden.').waitFor();

    const own = TOWN + (await mailed(email, /\/sperre\/[\w-]+\/[\w-]+/));
    await writes(citizen.page, dialogue, { title: 'Und noch etwas', text: 'Hört mich niemand?', email });
    await citizen.page.getByText('Für diese E-Mail-Adresse gilt zurzeit eine Sperre.').first().waitFor();
    expect(await citizen.page.getByLabel('Ihr Beitrag').inputValue()).toBe('Hört mich niemand?');
    await isOpenToAll(citizen.page);
    await citizen.page.goto(own);
    await opens(citizen.page, /^Sperre/);
    const said = await textOf(citizen.page);
    for (const words of ['Beleidigt die Planerinnen.', 'Sachlich bleiben', 'Wir hatten Sie vorher verwarnt.'])
      expect(said).toContain(words);
    await isOpenToAll(citizen.page);
    await citizen.page.getByLabel('Warum sollte anders entschieden werden?').fill('Es tut mir leid.');
    await press(citizen.page, 'Beschwerde absenden');
    await citizen.page.getByText('Ihre Beschwerde ist eingegangen.').waitFor();

    await first.page.goto(`${TOWN}/arbeitsplatz/sperren`);
    expect(await textOf(first.page)).toContain('Sie haben zuerst entschieden.');
    await second.page.goto(`${TOWN}/arbeitsplatz/sperren`);
    await isOpenToAll(second.page);
    const item = second.page.getByRole('listitem').filter({ hasText: 'Es tut mir leid.' });
    await item.getByRole('button', { name: 'Sperre aufheben' }).click();
    await second.page.getByText('Bitte nennen Sie den Grund.').first().waitFor();
    await item.getByLabel('Grund').fill('Entschuldigt, das genügt.');
    await item.getByRole('button', { name: 'Sperre aufheben' }).click();
    await second.page.getByText('Entschieden.').waitFor();
    await showsSoon(citizen.page, own, 'Entschuldigt, das genügt.');
    await writes(citizen.page, dialogue, { title: 'Danke', text: 'Ein Weg am Wasser wäre schön.', email });
    await opens(citizen.page, 'Ihr Beitrag ist eingegangen');

    const year = new Date().getFullYear();
    const file = `/api/transparency.csv?from=${year}-01-01&to=${year}-12-31`;
    await soon(async () => {
      const { text } = await ask(file, { town: 'zeitz' });
      return /,complaints,outcome-reversed,[1-9]/.test(text) && /,suspensions,total,[1-9]/.test(text);
    });
    await citizen.page.goto(`${TOWN}/transparenz`);
    await opens(citizen.page, 'Transparenzbericht');
    await isOpenToAll(citizen.page);
    const report = await textOf(citizen.page);
    for (const words of ['Beschwerden (Art. 20)', 'Von Gesperrten', 'Entscheidung geändert']) expect(report).toContain(words); // prettier-ignore
    for (const word of ['Trottel', email, 'Es tut mir leid']) expect(report).not.toContain(word);
    await showsSoon(citizen.page, `${portalOf()}/transparenz`, 'Zeitz');
    await isOpenToAll(citizen.page);
    for (const who of [citizen, first, second]) await who.leave();
  }, 120_000);

  it('goes without scripts: a picture is seen before anybody else sees it, a frequent reason taken over, the picture kept', async () => {
    const [citizen, planner] = await Promise.all([visitor(), visitor()]);
    const moderator = await visitor({ javaScriptEnabled: false });
    await Promise.all([
      signIn(planner.page, 'zeitz', 'planung'),
      signIn(moderator.page, 'zeitz', 'moderation'),
    ]);
    const dialogue = await opensDialogue(planner, `Skizzen vom Ufer ${Date.now()}`);
    const title = `Mit Skizze ${Date.now()}`;
    await writes(citizen.page, dialogue, {
      title,
      text: 'Herr M., Nr. 7, will einen Steg.',
      file: 'Steg.png',
    });
    await opens(citizen.page, 'Ihr Beitrag ist eingegangen');

    const picture = moderator.page.getByRole('img', { name: /Steg\.png/ });
    await takesUp(moderator.page, title);
    await soon(async () => {
      await moderator.page.reload();
      return (await picture.count()) > 0;
    });
    const address = (await picture.getAttribute('src'))!;
    const cookies = await moderator.context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const seen = await ask(address, { town: 'zeitz', headers: { cookie } });
    expect([seen.status, seen.headers]).toMatchObject([
      200,
      {
        'content-type': 'image/webp',
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    ]);
    expect((await ask(address, { town: 'zeitz' })).status).toBe(404);
    expect((await ask(address, { town: 'stendal', headers: { cookie } })).status).toBe(404);

    const [, proposal] = await moderator.page.getByLabel('Häufige Gründe').locator('option').all();
    await moderator.page
      .getByLabel('Häufige Gründe')
      .selectOption({ label: (await proposal!.innerText()).trim() });
    await moderator.page.getByText('Fassung ohne die störenden Wörter').first().click();
    await moderator.page
      .getByRole('textbox', { name: 'Fassung ohne die störenden Wörter' })
      .fill('Jemand will einen Steg.');
    await moderator.page.getByLabel('Dateien weiter zeigen').check();
    await press(moderator.page, 'Wörter entfernen');
    await moderator.page.getByText('Entschieden.').waitFor();

    await showsSoon(citizen.page, `${TOWN}${dialogue}?nach=newest`, 'Jemand will einen Steg.');
    await citizen.page.getByRole('link', { name: title }).click();
    await opens(citizen.page, title);
    await citizen.page.getByRole('img', { name: /Steg\.png/ }).waitFor();
    expect(await textOf(citizen.page)).not.toContain('Herr M.');
    for (const who of [citizen, planner, moderator]) await who.leave();
  }, 120_000);
});
