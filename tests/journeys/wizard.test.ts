import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { ask, browser, describeInBrowser, opens, portalOf } from '../portal.ts';

const DESK = `${portalOf('zeitz')}/arbeitsplatz`;
const TITLE = 'Bebauungsplan Nr. 44 „Kirschberg“';
const SLUG = 'bebauungsplan-nr-44-kirschberg';
/** So many clicks a clerk without training may need (issue: a procedure in ten minutes). */
const MOST_CLICKS = 40;

describeInBrowser('a planner', () => {
  const { visitor } = browser();

  it('sets up a formal publication from nothing to the public page, in few clicks', async () => {
    const planner = await visitor();
    const { page } = planner;
    const clicks = await countsClicks(page);
    await page.goto(`${DESK}/verfahren`);
    await signsIn(page);
    await page.getByRole('link', { name: 'Neues Verfahren' }).click();
    await page.getByLabel('Name des Verfahrens').fill(TITLE);
    await next(page, 'Name und Adresse');
    expect(await page.getByLabel('Internetadresse').inputValue()).toBe(SLUG);
    await next(page, 'Inhalt');

    await page.getByLabel('In einem Satz').fill('Am Kirschberg sollen 60 Wohnungen entstehen.');
    expect(await page.getByRole('complementary').innerText()).toContain('60 Wohnungen');
    await page.getByLabel('In drei Sätzen').fill('Die Stadt plant Wohnungen. Alle können sich äußern.');
    await next(page, 'Zeitraum');
    expect(await page.getByRole('main').innerText()).toMatch(/Vorschlag: .* Die Dauer eines Monats|30 Tage/);
    await page.getByLabel('Letzter Tag').fill(await earlier(page));
    await next(page, 'Ansprechpartner und Wege');
    await page.getByLabel('Wo liegen die Unterlagen').fill('Rathaus, Zimmer 214, Mo–Do 9–16 Uhr');
    await next(page, 'Bekanntmachung');
    await next(page, 'Prüfen und veröffentlichen');
    const asked = await page.getByRole('main').innerText();
    expect(asked).toContain('Der Zeitraum ist kürzer, als das Gesetz erlaubt.');
    expect(asked).toContain('Planzeichnung');

    await page.getByRole('link', { name: 'Der Zeitraum ist kürzer' }).click();
    await page.getByRole('button', { name: 'Zeitraum vorschlagen' }).click();
    await page.getByText('Vorschlag:').waitFor();
    await next(page, 'Ansprechpartner und Wege');
    await next(page, 'Bekanntmachung');
    await page.getByLabel('Text der Bekanntmachung').fill(await anew(page));
    await next(page, 'Prüfen und veröffentlichen');
    await page.getByRole('button', { name: 'Veröffentlichen', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Trotzdem veröffentlichen').fill('Die Unterlagen folgen vor dem ersten Tag.');
    await page.getByRole('button', { name: 'Veröffentlichen', exact: true }).click();
    await page.getByText('Das Verfahren ist öffentlich.').waitFor();
    expect(await page.getByRole('main').innerText()).toContain('Jonas Petzold: Die Unterlagen folgen');
    expect(clicks()).toBeLessThanOrEqual(MOST_CLICKS);

    const shown = await isPublic(`/verfahren/${SLUG}`);
    expect(shown).toContain('60 Wohnungen');
    expect(shown).toContain('Bekanntmachung');
    expect(shown).not.toContain('Die Unterlagen folgen');
    await planner.leave();
  });

  it('interrupts a period and lets it begin anew, and the public reads why', async () => {
    const planner = await visitor();
    const { page } = planner;
    await page.goto(`${DESK}/verfahren/neu`);
    await signsIn(page);
    await page.getByLabel('Freie Beteiligung').check();
    await page.getByLabel('Name des Verfahrens').fill('Spielplatz am Anger');
    await next(page, 'Name und Adresse');
    await next(page, 'Inhalt');
    await page.getByLabel('In einem Satz').fill('Der Spielplatz wird neu.');
    await page.getByLabel('In drei Sätzen').fill('Wir fragen, was Kinder brauchen.');
    await next(page, 'Zeitraum');
    await page.getByLabel('Erster Tag').fill(inDays(0));
    await page.getByRole('button', { name: 'Zeitraum vorschlagen' }).click();
    await page.waitForURL(/ab=/);
    await next(page, 'Ansprechpartner und Wege');
    await next(page, 'Prüfen und veröffentlichen');
    await page.getByRole('button', { name: 'Veröffentlichen', exact: true }).click();
    await opens(page, 'Überblick');
    await isPublic('/verfahren/spielplatz-am-anger', 'Stellung nehmen');

    await page.getByText('Frist unterbrechen').first().click();
    await page.getByLabel('Grund').last().fill('Die Unterlagen waren einen Tag nicht erreichbar.');
    await page.getByRole('button', { name: 'Frist unterbrechen' }).click();
    await page.getByText('Die Frist ist unterbrochen.').first().waitFor();
    await isPublic('/verfahren/spielplatz-am-anger', 'einen Tag nicht erreichbar');
    await page.getByText('Frist neu laufen lassen').first().click();
    await page.getByLabel('Letzter Tag').fill(inDays(40));
    await page.getByLabel('Grund').fill('Alles ist wieder da.');
    await page.getByRole('button', { name: 'Frist neu laufen lassen' }).click();
    await page.getByText('Die Frist läuft neu.').waitFor();
    await isPublic('/verfahren/spielplatz-am-anger', 'Alles ist wieder da.');
    await planner.leave();
  });

  it('is not shown a new procedure in a role that may not begin one', async () => {
    const reader = await visitor();
    await reader.page.goto(`${DESK}/verfahren`);
    await signsIn(reader.page, 'lesen');
    await opens(reader.page, 'Verfahren');
    expect(await reader.page.getByRole('link', { name: 'Neues Verfahren' }).count()).toBe(0);
    expect((await reader.page.goto(`${DESK}/verfahren/neu`))!.status()).toBe(403);
    const step = `${DESK}/verfahren/elsterterrassen/einrichten/inhalt`;
    expect((await reader.page.goto(step))!.status()).toBe(403);
    await reader.leave();
  });
});

async function countsClicks(page: Page): Promise<() => number> {
  let clicks = 0;
  await page.exposeFunction('clicked', () => (clicks += 1));
  await page.addInitScript(() =>
    addEventListener('click', () => void (globalThis as unknown as { clicked(): void }).clicked(), true),
  );
  return () => clicks;
}

async function signsIn(page: Page, username = 'planung'): Promise<void> {
  await page.getByLabel('Benutzername').fill(username);
  await page.getByLabel('Passwort').fill('demo');
  await page.getByRole('button', { name: 'Anmelden' }).click();
}

async function next(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Speichern und weiter' }).click();
  await opens(page, title);
}

/** A local date in Berlin, some days from today. */
const inDays = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });

/** The proposed last day, three weeks earlier: too short for the law. */
async function earlier(page: Page): Promise<string> {
  const day = new Date(`${await page.getByLabel('Letzter Tag').inputValue()}T12:00:00Z`);
  return new Date(day.getTime() - 21 * 86_400_000).toISOString().slice(0, 10);
}

/** The notice with the days that the period has now. */
async function anew(page: Page): Promise<string> {
  const text = await page.getByLabel('Text der Bekanntmachung').inputValue();
  const days = await page.getByRole('complementary').innerText();
  const [, from, to] = /(\d+\. \p{L}+ \d{4}).*?(\d+\. \p{L}+ \d{4})/su.exec(days)!;
  return text.replace(
    /vom .*? bis einschließlich \d+\. \p{L}+ \d{4}/u,
    `vom ${from} bis einschließlich ${to}`,
  );
}

/** The public page, once it shows these words; within some seconds. */
async function isPublic(path: string, words = ''): Promise<string> {
  for (let tries = 0; tries < 60; tries += 1) {
    const { status, text } = await ask(path, { town: 'zeitz' });
    if (status === 200 && text.includes(words)) return text;
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error(`${path} does not show “${words}”.`);
}
