import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { FORM, signIn } from '../access/visit.ts';
import { ask, browser, describeInBrowser, opens, portalOf, type Visitor } from '../portal.ts';

const DESK = `${portalOf('zeitz')}/arbeitsplatz`;
const VOICES = '/verfahren/elsterterrassen/stimmen';
const NAME = 'Wilhelmine Zuckschwerdt';
const TEXT = `Ich, ${NAME}, wohne am Ufer und bitte um eine Bank unter der alten Pappel.`;
const COPY = 'Ich wohne am Ufer und bitte um eine Bank unter der alten Pappel.';
const ANSWER = 'Unter der Pappel entsteht eine Bank mit Lehne.';

describeInBrowser('a clerk', () => {
  const { visitor } = browser();

  it('reads what came in, releases a redacted copy and answers; the name is seen nowhere', async () => {
    const citizen = await visitor();
    const number = await sends(citizen.page);

    const planner = await visitor();
    const { page } = planner;
    await page.goto(DESK);
    await signsIn(page, 'planung');
    await opens(page, 'Heute');
    expect(await page.getByRole('main').innerText()).toMatch(
      /Die Frist endet[\s\S]*Zur Veröffentlichung freigeben/,
    );
    await page.getByRole('link', { name: 'Stellungnahmen', exact: true }).click();
    await page.getByLabel('Wort oder Nummer').fill(number);
    await page.getByRole('button', { name: 'Suchen' }).click();
    await page.getByRole('link', { name: number, exact: true }).click();
    await opens(page, `Stellungnahme ${number}`);
    expect(await page.getByRole('main').innerText()).toContain(
      'Ohne Namen, oder Ihre Rolle sieht ihn nicht.',
    );

    await proposes(page, number);
    await isReleasedByAnother(number, await visitor());
    await page.goto(`${DESK}/stellungnahmen/${number}`);
    await page.getByText('Die Fassung ist öffentlich.').waitFor();
    await page.getByText('Ohne Abwägung gleich beantworten').click();
    await page.getByLabel('Ergebnis').selectOption('followed');
    await page.getByLabel('Begründung').fill(ANSWER);
    await page.getByRole('button', { name: 'Antwort veröffentlichen' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Begründung').inputValue()).toBe(ANSWER);
    await page.getByLabel('Entschieden von').fill('Stadtrat');
    await page.getByRole('button', { name: 'Antwort veröffentlichen' }).click();
    await page.getByText('Die Antwort ist veröffentlicht.').waitFor();

    await isPublic(COPY);
    const shown = await ask(`${VOICES}?q=Pappel`, { town: 'zeitz' });
    expect(shown.text).toContain(ANSWER);
    for (const path of [VOICES, `${VOICES}?q=Zuckschwerdt`, '/verfahren?q=Zuckschwerdt', '/api/feed.atom']) {
      const { text } = await ask(path, { town: 'zeitz' });
      expect(text).not.toContain('Wilhelmine');
    }
    await citizen.page.reload();
    expect(await citizen.page.getByRole('main').innerText()).toContain(ANSWER);
    await planner.leave();
    await citizen.leave();
  });

  it('of another role is not shown what the role may not do; a citizen is told so', async () => {
    const reader = await visitor();
    await signIn(reader.page, 'zeitz', 'lesen');
    await reader.page.goto(`${DESK}/stellungnahmen?stand=to-release`);
    await reader.page.locator('tbody a').first().click();
    await opens(reader.page, /^Stellungnahme /);
    expect(await reader.page.getByRole('button', { name: /Freigeben|Antwort veröffentlichen/ }).count()).toBe(
      0,
    );
    await reader.leave();

    const citizen = await visitor();
    await signIn(citizen.page, 'zeitz', 'bernd');
    const refusal = await citizen.page.goto(DESK);
    expect(refusal!.status()).toBe(403);
    await citizen.leave();
  });
});

async function sends(page: Page): Promise<string> {
  await page.goto(FORM, { waitUntil: 'networkidle' });
  await page.getByLabel('Ihr Text').fill(TEXT);
  await page.getByLabel('Vor- und Nachname').fill(NAME);
  await page.getByLabel('Mein Text darf ohne meinen Namen').check();
  await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
  await page.getByRole('button', { name: 'Absenden' }).click();
  await opens(page, 'bei uns eingegangen');
  return page.locator('.number').innerText();
}

/** Makes the copy; somebody else has to release it, because this town has several who may. */
async function proposes(page: Page, number: string): Promise<void> {
  await page.getByRole('link', { name: 'Öffentliche Fassung bearbeiten' }).click();
  await opens(page, `Öffentliche Fassung von ${number}`);
  await page.getByLabel('Text mit Schwärzungen').fill(COPY);
  await page.getByRole('button', { name: 'Zur Freigabe vorschlagen' }).click();
  await page.getByText('Die Fassung ist zur Freigabe vorgeschlagen.').waitFor();
  expect(await page.getByRole('button', { name: 'Freigeben' }).count()).toBe(0);
}

async function isReleasedByAnother(number: string, moderator: Visitor): Promise<void> {
  const { page } = moderator;
  await page.goto(DESK);
  await signsIn(page, 'moderation');
  await page
    .getByRole('link', { name: /Fassungen warten auf Freigabe/ })
    .first()
    .click();
  await page.getByRole('link', { name: number, exact: true }).click();
  await page.getByRole('button', { name: 'Freigeben' }).click();
  await page.getByText('Die Fassung ist freigegeben.').waitFor();
  await moderator.leave();
}

async function signsIn(page: Page, username: string): Promise<void> {
  await page.getByLabel('Benutzername').fill(username);
  await page.getByLabel('Passwort').fill('demo');
  await page.getByRole('button', { name: 'Anmelden' }).click();
}

/** What was released stands on the public page within some seconds. */
async function isPublic(words: string): Promise<void> {
  for (let tries = 0; tries < 40; tries += 1) {
    if ((await ask(`${VOICES}?q=Pappel`, { town: 'zeitz' })).text.includes(words)) return;
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error(`${VOICES} does not show “${words}”.`);
}
