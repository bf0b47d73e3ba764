import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { isOpenToAll } from '../access/check.ts';
import { signIn } from '../access/visit.ts';
import { browser, describeInBrowser, opens, portalOf, showsSoon } from '../portal.ts';

const PROCEDURE = `${portalOf('zeitz')}/verfahren/elsterterrassen`;
const DIALOGUE = `${PROCEDURE}/dialog/was-fehlt-ihnen-am-ufer-der-weissen-elster`;
const DESK = `${portalOf('zeitz')}/arbeitsplatz/verfahren/elsterterrassen/antworten`;

const WORK = `${portalOf('zeitz')}/arbeitsplatz`;

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const textOf = (page: Page) => page.getByRole('main').innerText();

/** Writes a contribution without an account and answers the address of its receipt. */
async function contributes(
  page: Page,
  title: string,
  { dialogue = DIALOGUE, text = 'Dort ist es abends zu dunkel, eine Lampe genügt.' } = {},
): Promise<string> {
  await page.goto(`${dialogue}/beitragen`);
  await page.getByLabel('Überschrift').fill(title);
  await page.getByLabel('Ihr Beitrag').fill(text);
  await press(page, 'Beitrag absenden');
  await opens(page, 'Ihr Beitrag ist eingegangen');
  return page.url().replace(/\?.*/, '');
}

const numberOf = (receipt: string): string => receipt.split('/').at(-2)!;

describeInBrowser('an answer of the town', () => {
  const { visitor } = browser();
  for (const javaScriptEnabled of [true, false])
    it(`is given at the desk, and read below the contribution and on its receipt, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
      const look = async (page: Page) => void (javaScriptEnabled && (await isOpenToAll(page)));
      const [citizen, clerk] = [await visitor({ javaScriptEnabled }), await visitor({ javaScriptEnabled })];
      const title = `Eine Lampe am Steg ${Date.now()}`;
      const receipt = await contributes(citizen.page, title);
      expect(await textOf(citizen.page)).toContain('Die Verwaltung hat noch nicht geantwortet.');
      await showsSoon(citizen.page, `${DIALOGUE}/${numberOf(receipt)}`, title);

      await signIn(clerk.page, 'zeitz', 'planung');
      await clerk.page.goto(`${DESK}?q=${encodeURIComponent(title)}`);
      await clerk.page.getByText('1 gefunden', { exact: true }).waitFor();
      await look(clerk.page);
      await clerk.page.getByLabel('Ihre Antwort').fill('Eine Lampe mit gelbem Licht kommt im Herbst.');
      await press(clerk.page, 'Antwort veröffentlichen');
      await clerk.page.getByRole('alert').filter({ hasText: 'Bitte wählen Sie mindestens einen Beitrag aus.' }).first().waitFor(); // prettier-ignore
      expect(await clerk.page.getByLabel('Ihre Antwort').inputValue()).toContain('gelbem Licht');
      await clerk.page.getByRole('checkbox', { name: numberOf(receipt) }).check();
      await clerk.page.getByLabel('Was wird daraus?').selectOption('planned');
      await clerk.page.getByLabel('Wer antwortet?').fill('Tiefbauamt');
      await press(clerk.page, 'Antwort veröffentlichen');
      await clerk.page.getByText('Die Antwort ist veröffentlicht.').waitFor();

      await showsSoon(citizen.page, `${DIALOGUE}/${numberOf(receipt)}`, 'gelbem Licht');
      const shown = await textOf(citizen.page);
      for (const words of ['Antwort der Verwaltung', 'Tiefbauamt', 'wird umgesetzt', 'eingegangen'])
        expect(shown).toContain(words);
      await look(citizen.page);
      await citizen.page.goto(`${DIALOGUE}?nach=newest&wurde=planned`);
      await citizen.page
        .getByRole('article')
        .filter({ hasText: title })
        .getByText('wird umgesetzt')
        .waitFor();
      await citizen.page.goto(receipt);
      expect(await textOf(citizen.page)).toContain('gelbem Licht');
      await look(citizen.page);

      await clerk.page.goto(`${DESK}?stand=alle&q=${encodeURIComponent(title)}`);
      await clerk.page.getByRole('link', { name: /^Bisherige Antworten/ }).click();
      await clerk.page.getByRole('heading', { name: /^Antworten auf/ }).waitFor();
      await look(clerk.page);
      await Promise.all([citizen.leave(), clerk.leave()]);
    });

  it('is given to many with one text, and taken back before anybody is told', async () => {
    const [citizen, clerk] = [await visitor(), await visitor()];
    const word = `Fahrradständer${Date.now()}`;
    for (const place of ['Brücke', 'Mühle']) {
      const receipt = await contributes(citizen.page, `${word} an der ${place}`);
      await showsSoon(citizen.page, `${DIALOGUE}/${numberOf(receipt)}`, word);
    }
    await signIn(clerk.page, 'zeitz', 'planung');
    await clerk.page.goto(`${DESK}?q=${word}`, { waitUntil: 'networkidle' });
    await clerk.page.getByText('2 gefunden', { exact: true }).waitFor();
    await clerk.page.keyboard.press('j');
    await clerk.page.keyboard.press('x');
    await clerk.page.getByText('1 ausgewählt').waitFor();
    await clerk.page
      .getByRole('link', { name: /^Ähnliche suchen/ })
      .first()
      .click();
    await clerk.page.getByText(/^Ähnlich wie/).waitFor();
    await clerk.page.goto(`${DESK}?q=${word}`);
    await clerk.page.getByLabel('Alle 2 gefundenen').check();
    await clerk.page.getByLabel('Ihre Antwort').fill('Ständer kommen an beide Orte.');
    await press(clerk.page, 'Antwort veröffentlichen');
    await clerk.page.getByText(/Antwort an 2 Beiträge geht um/).waitFor();
    await isOpenToAll(clerk.page);
    await press(clerk.page, 'Zurücknehmen');
    await clerk.page.getByText('Die Antwort ist zurückgenommen.').waitFor();
    expect(await clerk.page.getByText(/Antwort an 2 Beiträge geht um/).count()).toBe(0);
    await Promise.all([citizen.leave(), clerk.leave()]);
  });

  it('reaches everybody who wrote the same, which stands in the lists once', async () => {
    const [one, two, clerk] = [await visitor(), await visitor(), await visitor()];
    const word = `Trinkbrunnen${Date.now()}`;
    const text = `${word} fehlen am ganzen Ufer. Wer im Sommer dort läuft oder spielt, braucht Wasser!`;
    const receipt = await contributes(one.page, word, { text });
    await showsSoon(one.page, `${DIALOGUE}/${numberOf(receipt)}`, word);
    const alike = `Guten Tag,\n${text.toUpperCase()}\nViele Grüße`;
    const other = await contributes(two.page, `Noch einmal ${word}`, { text: alike });
    await showsSoon(two.page, `${DIALOGUE}/${numberOf(other)}`, word);
    await opens(two.page, word);
    await isOpenToAll(two.page);
    await two.page.goto(`${DIALOGUE}?nach=newest&q=${word}`);
    await two.page.getByText('2 Personen haben dasselbe geschrieben.').waitFor();
    expect(await two.page.getByRole('article').count()).toBe(1);

    await signIn(clerk.page, 'zeitz', 'planung');
    await clerk.page.goto(`${DESK}?q=${word}`);
    await clerk.page.getByText('1 gefunden', { exact: true }).waitFor();
    await clerk.page.getByText('1 weitere schrieben dasselbe').waitFor();
    await clerk.page.getByRole('checkbox', { name: new RegExp(numberOf(receipt)) }).check();
    await clerk.page.getByLabel('Ihre Antwort').fill('Einer kommt im Juni.');
    await press(clerk.page, 'Antwort veröffentlichen');
    await clerk.page.getByText(/Antwort an 2 Beiträge geht um/).waitFor();
    await Promise.all([one.leave(), two.leave(), clerk.leave()]);
  });

  it('comes from the weighing where the dialogue feeds it: declared, taken over, decided, and read by its author', async () => {
    const [citizen, planner] = [await visitor(), await visitor()];
    const { page } = planner;
    await signIn(page, 'zeitz', 'planung');
    await page.goto(`${WORK}/verfahren/elsterterrassen/dialog`);
    const name = `Was soll früh bedacht werden ${Date.now()}`;
    await page.getByLabel('Überschrift').fill(name);
    await page.getByLabel('Was möchten Sie wissen?').fill('Sagen Sie es uns.');
    await press(page, 'Dialog eröffnen');
    await page.getByText('Der Dialog ist eröffnet.').waitFor();
    await showsSoon(citizen.page, PROCEDURE, name);
    await citizen.page.getByRole('link', { name }).click();
    await opens(citizen.page, name);
    const dialogue = citizen.page.url();
    const title = `Die Hecke am Wehr ${Date.now()}`;
    const receipt = await contributes(citizen.page, title, { dialogue });
    await showsSoon(citizen.page, `${dialogue}/${numberOf(receipt)}`, title);

    await page.goto(`${WORK}/verfahren/elsterterrassen/uebernahme`);
    await isOpenToAll(page);
    await press(page, new RegExp(`^Zum Teil der frühzeitigen Beteiligung erklären.*${name}`));
    await page.getByText('Der Dialog ist jetzt Teil der frühzeitigen Beteiligung.').waitFor();
    await press(page, new RegExp(`^Jetzt übernehmen.*${name}`));
    await page.getByText('Die Übernahme läuft.').waitFor();
    await page.getByText('1 übernommen').waitFor();
    await isOpenToAll(page);
    await showsSoon(citizen.page, dialogue, 'Dieser Dialog ist Teil der frühzeitigen Beteiligung');
    await showsSoon(citizen.page, receipt, 'In die Abwägung übernommen am');

    await page.goto(`${WORK}/stellungnahmen?eingang=dialogue&q=${encodeURIComponent(title)}`);
    await page.locator('tbody th a').first().click();
    await page.getByRole('link', { name: `Beitrag ${numberOf(receipt)}` }).waitFor();
    await isOpenToAll(page);
    await page.goto(`${page.url()}/abwaegung`, { waitUntil: 'networkidle' });
    await page.getByLabel('Begründung', { exact: true }).fill('Die Hecke bleibt, der Weg weicht aus.');
    await press(page, 'Fertig und weiter');
    await page.waitForLoadState();
    await page.goto(`${WORK}/verfahren/elsterterrassen/beschluss`, { waitUntil: 'networkidle' });
    await page.getByLabel('Entschieden von').fill('Stadtrat');
    await press(page, 'Beschluss veröffentlichen');
    await page.getByText('Der Beschluss ist veröffentlicht.').waitFor();
    for (const address of [receipt, `${dialogue}/${numberOf(receipt)}`])
      await showsSoon(citizen.page, address, 'Die Hecke bleibt, der Weg weicht aus.');
    expect(await textOf(citizen.page)).toContain('Stadtrat');
    await Promise.all([citizen.leave(), planner.leave()]);
  });
});
