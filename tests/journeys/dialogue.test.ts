import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { isOpenToAll } from '../access/check.ts';
import { signIn } from '../access/visit.ts';
import { ask, browser, describeInBrowser, opens, portalOf, showsSoon } from '../portal.ts';

const PROCEDURE = `${portalOf('zeitz')}/verfahren/elsterterrassen`;
const DIALOGUE = `${PROCEDURE}/dialog/was-fehlt-ihnen-am-ufer-der-weissen-elster`;
const DESK = `${portalOf('zeitz')}/arbeitsplatz/verfahren/elsterterrassen/dialog`;
const QUEUE = `${portalOf('zeitz')}/arbeitsplatz/moderation?verfahren=elsterterrassen`;
const TITLE = 'Ein Steg für Boote';
const ANGRY = 'Wer das geplant hat, ist ein Trottel.';

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

interface Words {
  title: string;
  text: string;
  hasScripts?: boolean;
  look: (page: Page) => Promise<void>;
}

/** A green square. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGNQWlWOFTEMLQkAeFlQwZUDaZEAAAAASUVORK5CYII=',
  'base64',
);

/** A picture and a text go with a contribution: shown as copies, never as something that runs. */
async function showsFiles(page: Page, own: string): Promise<void> {
  for (let tries = 0; !(await page.getByRole('link', { name: 'Maße.txt' }).count()); tries += 1) {
    if (tries > 60) throw new Error('The files do not appear.');
    await page.waitForTimeout(250);
    await page.goto(own);
  }
  const picture = page.getByRole('img', { name: /Bild zum Beitrag/ });
  expect(await picture.getAttribute('alt')).toContain('bSkizze');
  const fetched = (address: string | null) => ask(new URL(address!, own).pathname, { town: 'zeitz' });
  const small = await fetched(await picture.getAttribute('src'));
  expect([small.status, small.headers['content-type']]).toEqual([200, 'image/webp']);
  const address = await page.getByRole('link', { name: 'Maße.txt' }).getAttribute('href');
  const { 'content-disposition': how, 'x-content-type-options': sniff } = (await fetched(address)).headers;
  expect([how, sniff]).toEqual([`attachment; filename*=UTF-8''Ma%C3%9Fe.txt`, 'nosniff']);
  expect((await fetched(`${address}/klein`)).status).toBe(404);
}

/** Opens something in the queue of the moderators by its words. */
async function openInQueue(page: Page, words: string): Promise<void> {
  await page.goto(QUEUE);
  const line = page
    .getByRole('listitem')
    .filter({ hasText: words })
    .filter({ has: page.locator('.quiet') });
  await line.getByRole('link').first().click();
  await opens(page, /^(Beitrag|Kommentar zu)/);
}

/** Says which rule a decision rests on. */
async function restsOn(form: Page, rule: string): Promise<void> {
  await form.getByLabel('Worauf stützt sich die Entscheidung?').selectOption('rules');
  await form.getByLabel('Welche Regel, welches Gesetz?').fill(rule);
}

/** Writes a contribution without an account and answers the address of its page. */
async function contributes(page: Page, { look, hasScripts = true, ...words }: Words): Promise<string> {
  await page.goto(DIALOGUE);
  await page.getByRole('link', { name: 'Beitrag schreiben' }).click();
  await page.getByLabel('Überschrift').fill('ab');
  await press(page, 'Beitrag absenden');
  await page.getByRole('alert').waitFor();
  await look(page);
  expect(await page.getByLabel('Überschrift').inputValue()).toBe('ab');
  await page.getByLabel('Überschrift').fill(words.title);
  await page.getByLabel('Ihr Beitrag').fill(words.text);
  await page.getByLabel('Thema').selectOption('Natur');
  await page.getByLabel('Name, der dabei steht').fill('Robin');
  await page.getByLabel('Ort als Koordinaten').fill('irgendwo');
  await page.getByLabel('Dateien').setInputFiles([
    { name: '<b>Skizze.png', mimeType: 'image/png', buffer: PICTURE },
    { name: 'Maße.txt', mimeType: 'text/plain', buffer: Buffer.from('Zwei Meter breit.') },
  ]);
  if (hasScripts) await page.getByRole('button', { name: /Entfernen.*Maße/ }).waitFor();
  await press(page, 'Beitrag absenden');
  await page.getByRole('alert').waitFor();
  await page.getByRole('button', { name: /Entfernen.*Maße/ }).waitFor();
  await page.getByLabel('Ort als Koordinaten').fill('51,04860 12,13690');
  await press(page, 'Beitrag absenden');
  await opens(page, 'Ihr Beitrag ist eingegangen');
  expect(await page.getByRole('main').innerText()).toContain('51.04860° Nord');
  expect(await page.getByRole('main').innerText()).toContain('Maße.txt');
  await look(page);
  const [number] = new URL(page.url()).pathname.split('/').slice(-2);
  return `${DIALOGUE}/${number}`;
}

describeInBrowser('a dialogue', () => {
  const { visitor } = browser();
  // Everything goes without scripts; with them it is the same, so it is seen once each way.
  for (const javaScriptEnabled of [true, false])
    it(`is read, added to, rated and commented on, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
      // What looks at a page for barriers needs scripts itself.
      const look = async (page: Page) => void (javaScriptEnabled && (await isOpenToAll(page)));
      const citizen = await visitor({ javaScriptEnabled });
      const { page } = citizen;
      await page.goto(PROCEDURE);
      await page.getByRole('link', { name: 'Was fehlt Ihnen am Ufer' }).click();
      await page.getByRole('heading', { name: 'Bänke mit Lehne' }).waitFor();
      const titles = () => page.locator('article h3').allInnerTexts();
      const first = await titles();
      await page.reload();
      // Others may write meanwhile; what stood there stands in the same order.
      const again = (await titles()).filter((title) => first.includes(title));
      expect(again.length).toBeGreaterThan(3);
      expect(again).toEqual(first.slice(0, again.length));
      await page.getByRole('link', { name: 'am meisten umstritten' }).click();
      await page.waitForURL(/nach=divided/);
      expect(await page.getByRole('article').first().innerText()).toContain('Das Ufer so lassen');

      const title = `${TITLE} ${Date.now()}`;
      const own = await contributes(page, {
        ...{ title, text: 'Vom Steg aus könnte man Kanus einsetzen.', look },
        hasScripts: javaScriptEnabled,
      });
      await showsSoon(page, own, title);
      expect(await page.getByRole('main').innerText()).toContain('51.04860° Nord, 12.13690° Ost');
      await showsFiles(page, own);
      await look(page);
      await press(page, 'Stimme nicht zu');
      await page.getByText('Ihre Bewertung ist gezählt').waitFor();
      await showsSoon(page, own, '0 stimmen zu, 0 unentschieden, 1 stimmen nicht zu');
      await press(page, 'Stimme zu');
      await page.waitForURL(/bewertet/);
      await showsSoon(page, own, '1 stimmen zu, 0 unentschieden, 0 stimmen nicht zu');
      const chosen = page.getByRole('button', { name: 'Stimme zu' });
      expect(await chosen.getAttribute('aria-pressed')).toBe('true');

      await page.getByLabel('Ihr Kommentar').last().fill('Auch für Ruderboote?');
      await press(page, 'Kommentar absenden');
      await opens(page, 'Ihr Kommentar ist eingegangen');
      await look(page);
      await showsSoon(page, own, 'Auch für Ruderboote?');
      await page.getByText('Darauf antworten').click();
      const answer = page.getByRole('listitem').filter({ hasText: 'Auch für Ruderboote?' });
      await answer.getByLabel('Ihr Kommentar').fill('Ja, wenn er lang genug ist.');
      await answer.getByRole('button', { name: 'Kommentar absenden' }).click();
      await opens(page, 'Ihr Kommentar ist eingegangen');
      await showsSoon(page, own, 'Ja, wenn er lang genug ist.');
      await look(page);
      expect((await citizen.context.cookies()).map(({ name }) => name)).toContain('__Host-bewertung');
      await citizen.leave();
    });

  it('is set up at the desk; what waits is shown or hidden there, with the reason that everybody reads', async () => {
    const [moderator, citizen] = [await visitor(), await visitor()];
    await signIn(moderator.page, 'zeitz', 'planung');
    await moderator.page.goto(DESK);
    const title = `Welche Bäume ${Date.now()}`;
    await moderator.page.getByLabel('Überschrift').fill(title);
    await moderator.page.getByLabel('Was möchten Sie wissen?').fill('Welche sollen *bleiben*?');
    await moderator.page.getByLabel('bevor sie erscheinen').check();
    await press(moderator.page, 'Dialog eröffnen');
    await moderator.page.getByText('Der Dialog ist eröffnet.').waitFor();
    await isOpenToAll(moderator.page);
    await showsSoon(citizen.page, PROCEDURE, title);

    await citizen.page.getByRole('link', { name: title }).click();
    await opens(citizen.page, title);
    const here = citizen.page.url();
    for (const text of ['Die Linden bitte.', ANGRY]) {
      await citizen.page.goto(`${here}/beitragen`);
      await citizen.page.getByLabel('Überschrift').fill(`Meinung: ${text.slice(0, 12)}`);
      await citizen.page.getByLabel('Ihr Beitrag').fill(text);
      await press(citizen.page, 'Beitrag absenden');
      await citizen.page.getByText('Jemand sieht ihn sich an').waitFor();
    }
    const receipt = citizen.page.url();
    await citizen.page.goto(here);
    expect(await citizen.page.getByRole('article').count()).toBe(0);

    await openInQueue(moderator.page, 'Die Linden');
    await press(moderator.page, 'Stehen lassen');
    await moderator.page.getByText('Entschieden.').waitFor();
    await openInQueue(moderator.page, ANGRY);
    await isOpenToAll(moderator.page);
    await press(moderator.page, 'Nicht zeigen');
    await moderator.page.getByText('Bitte nennen Sie den Grund.').first().waitFor();
    await moderator.page.getByLabel('Grund', { exact: true }).fill('Enthält eine Beleidigung.');
    await restsOn(moderator.page, 'Sachlich bleiben');
    await press(moderator.page, 'Nicht zeigen');
    await moderator.page.getByText('Entschieden.').waitFor();

    await showsSoon(citizen.page, `${here}?nach=newest`, 'Enthält eine Beleidigung.');
    const shown = await citizen.page.getByRole('main').innerText();
    expect(shown).toContain('Die Linden bitte.');
    expect(shown).not.toContain('Trottel');
    await citizen.page.goto(receipt);
    expect(await citizen.page.getByRole('main').innerText()).toContain('Enthält eine Beleidigung.');
    await moderator.leave();
    await citizen.leave();
  });

  it('is reported without an account, decided, appealed against by both sides, and decided again by another person', async () => {
    const [author, reporter, first, second] = await Promise.all([visitor(), visitor(), visitor(), visitor()]);
    const look = (page: Page) => isOpenToAll(page);
    const title = `Bei Herrn M. ${Date.now()}`;
    const own = await contributes(author.page, {
      title,
      text: 'Herr M. wohnt in Nr. 7, klingelt dort.',
      look,
    });
    const receipt = author.page.url().replace(/\?.*/, '');
    await showsSoon(reporter.page, own, title);
    await reporter.page.getByRole('link', { name: 'Etwas melden' }).click();
    await reporter.page.getByLabel('Angaben über eine Person').check();
    await press(reporter.page, 'Meldung absenden');
    await reporter.page.getByText('Bitte schreiben Sie, warum.').first().waitFor();
    await isOpenToAll(reporter.page);
    await reporter.page.getByLabel('Angaben über eine Person').check();
    await reporter.page.getByLabel('Warum sollte es hier nicht stehen?').fill('Das ist seine Anschrift.');
    await press(reporter.page, 'Meldung absenden');
    await reporter.page.getByText('Danke, Ihre Meldung ist eingegangen').waitFor();
    await isOpenToAll(reporter.page);
    const report = reporter.page.url().replace(/\?.*/, '');

    await signIn(first.page, 'zeitz', 'moderation');
    await openInQueue(first.page, title);
    await signIn(second.page, 'zeitz', 'planung');
    await openInQueue(second.page, title);
    expect(await second.page.getByRole('main').innerText()).toContain('sieht es sich gerade an');
    expect(await second.page.getByRole('button', { name: 'Nicht zeigen' }).count()).toBe(0);
    await first.page.getByLabel('Grund', { exact: true }).fill('Es ist das Büro, nicht die Wohnung.');
    await isOpenToAll(first.page);
    await press(first.page, 'Stehen lassen');
    await first.page.getByText('Entschieden.').waitFor();

    await showsSoon(reporter.page, report, 'Der Text bleibt stehen.');
    await reporter.page.getByLabel('Warum sollte anders entschieden werden?').fill('Er wohnt dort.');
    await press(reporter.page, 'Beschwerde absenden');
    await reporter.page.getByText('Eine andere Person entscheidet.').waitFor();
    await openInQueue(first.page, title);
    expect(await first.page.getByRole('main').innerText()).toContain('Sie haben zuerst entschieden.');
    await press(first.page, 'Zurückgeben und zur Liste');
    await openInQueue(second.page, title);
    await second.page.getByLabel('Grund', { exact: true }).fill('Die Anschrift gehört nicht hierher.');
    await restsOn(second.page, 'Andere Menschen schützen');
    await press(second.page, 'Nicht zeigen');
    await second.page.getByText('Entschieden.').waitFor();
    await showsSoon(reporter.page, report, 'Die Anschrift gehört nicht hierher.');

    await showsSoon(author.page, receipt, 'Die Anschrift gehört nicht hierher.');
    expect(await author.page.getByRole('main').innerText()).toContain('Andere Menschen schützen');
    await author.page
      .getByLabel('Warum sollte anders entschieden werden?')
      .fill('Ich nehme die Nummer heraus.');
    await press(author.page, 'Beschwerde absenden');
    await author.page.getByText('Ihre Beschwerde ist eingegangen.').waitFor();
    await openInQueue(first.page, title);
    await first.page.getByLabel('Grund', { exact: true }).fill('Ohne die Nummer ist es gut.');
    await press(first.page, /^Zeigen$/);
    await first.page.getByText('Entschieden.').waitFor();
    await showsSoon(reporter.page, own, title);
    for (const who of [author, reporter, first, second]) await who.leave();
  }, 120_000);

  it('is found from the text that it speaks about, and shows the picture with its words', async () => {
    const reader = await visitor();
    const { page } = reader;
    await page.goto(`${portalOf('zeitz')}/verfahren/bahnhofsvorplatz/text/begruendung`);
    const name = 'Wie soll der Platz vor dem Bahnhof heißen?';
    await page.getByRole('link', { name }).click();
    await opens(page, name);

    await page.goto(`${PROCEDURE}/dialog/gefaellt-ihnen-der-entwurf-fuer-den-uferplatz`);
    const picture = page.getByRole('img', { name: /runder Sandplatz mit einer Wasserpumpe/ });
    await picture.waitFor();
    const address = (await picture.getAttribute('src'))!;
    const { status, headers } = await ask(address, { town: 'zeitz' });
    expect([status, headers['content-type'], headers['x-content-type-options']]).toEqual([
      200,
      'image/webp',
      'nosniff',
    ]);
    expect((await ask(address, { town: 'stendal' })).status).toBe(404);
    await isOpenToAll(page);
    await reader.leave();
  });

  it('lets nobody in at the desk who only reads, and shows them no buttons', async () => {
    const reader = await visitor();
    await signIn(reader.page, 'zeitz', 'lesen');
    expect((await reader.page.goto(DESK))!.status()).toBe(403);
    await reader.leave();
  });
});
