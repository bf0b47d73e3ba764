import { beforeEach, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { browser, describeInBrowser, opens, portalOf } from '../portal.ts';

const TEXT = 'Bitte lassen Sie den Weg am Wasser offen.';
const FURTHEST = 400;
/** What had the focus without a sign of it. */
const unseen = new Set<string>();

describeInBrowser('a citizen with nothing but a keyboard', () => {
  const { visitor } = browser();

  beforeEach(() => unseen.clear());

  it('comes from the Land to a receipt, and always sees where the focus is', async () => {
    const citizen = await visitor();
    const { page } = citizen;
    await page.goto(portalOf(), { waitUntil: 'networkidle' });
    await skipsToContent(page);
    await reach(page, 'Ort, Postleitzahl oder Stichwort');
    await page.keyboard.type('Elsterterrassen');
    await follow(page, 'Verfahren');
    await skipsToContent(page);
    await reach(page, 'Bebauungsplan Nr. 27 „Elsterterrassen“');
    await follow(page, 'Elsterterrassen');
    await reach(page, 'Stellung nehmen');
    await follow(page, 'Stellungnahme');

    await isLedToWhatIsMissing(page);
    await fillsIn(page);
    await reach(page, 'Weiter zur Prüfung');
    await follow(page, 'Bitte prüfen Sie Ihre Angaben');
    const review = await page.getByRole('main').innerText();
    for (const part of [TEXT, 'Punkt', 'Weg.txt', 'Ohne Namen']) expect(review).toContain(part);
    await reach(page, 'Absenden');
    await follow(page, 'bei uns eingegangen');
    await reach(page, 'Als PDF');
    expect([...unseen]).toEqual([]);
    await citizen.leave();
  });

  it('reads a paragraph, what changed in it and what others say, and speaks to it', async () => {
    const citizen = await visitor();
    const { page } = citizen;
    await page.goto(`${portalOf('zeitz')}/verfahren/elsterterrassen/text/begruendung`, {
      waitUntil: 'networkidle',
    });
    await reach(page, /^Was ist neu\?/);
    await page.keyboard.press('Enter');
    await page.locator('ins').first().waitFor();
    await reach(page, /^Einfach erklärt/);
    await page.keyboard.press('Enter');
    expect(await page.locator('details[open]').count()).toBe(1);
    await reach(page, /^Dazu äußern/);
    await follow(page, 'Stellungnahme');
    expect([...unseen]).toEqual([]);
    await citizen.leave();
  });
});

/** The first press of Tab offers to jump over the navigation. */
async function skipsToContent(page: Page): Promise<void> {
  await reach(page, 'Zum Inhalt', { within: 1 });
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('inhalt');
}

async function isLedToWhatIsMissing(page: Page): Promise<void> {
  await reach(page, 'Weiter zur Prüfung');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
  await reach(page, 'Schreiben Sie bitte Ihre Stellungnahme in das Feld.', { within: 2 });
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('text');
}

async function fillsIn(page: Page): Promise<void> {
  // Asked for long before the key: Chromium is told of it beside what is typed.
  const chooser = page.waitForEvent('filechooser', { timeout: 60_000 });
  await page.keyboard.type(TEXT);
  await reach(page, /^Dateien/);
  await page.keyboard.press('Space');
  await (
    await chooser
  ).setFiles({ name: 'Weg.txt', mimeType: 'text/plain', buffer: Buffer.from('Skizze\n') });
  await page.locator('form li', { hasText: 'Weg.txt' }).waitFor();
  await reach(page, /^Mit Namen/);
  await page.keyboard.press('ArrowDown');
  expect(await page.getByLabel('Ohne Namen').isChecked()).toBe(true);
  await reach(page, /^Mein Text darf/);
  await page.keyboard.press('Space');
  expect(await page.getByLabel('Mein Text darf').isChecked()).toBe(true);

  await reachBack(page, 'Stelle auf der Karte einzeichnen');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Punkt setzen' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Punkt setzen');
  await page.keyboard.press('Enter');
  await reach(page, 'Ecke in der Kartenmitte setzen');
  await page.keyboard.press('Enter');
  await page.getByText('Eingezeichnet: Punkt').waitFor();
  await reach(page, 'Fertig');
  await page.keyboard.press('Enter');
}

interface Way {
  within?: number;
  key?: 'Tab' | 'Shift+Tab';
}

/** Presses Tab until what has the name has the focus; fails where it never comes there, and notes what is not seen. */
async function reach(page: Page, name: string | RegExp, { within = FURTHEST, key = 'Tab' }: Way = {}) {
  const passed: string[] = [];
  for (let press = 0; press < within; press += 1) {
    await page.keyboard.press(key);
    const focus = await focusOf(page);
    passed.push(focus.name);
    if (!focus.isSeen) unseen.add(`${focus.name} of ${new URL(page.url()).pathname}`);
    if (typeof name === 'string' ? focus.name === name : name.test(focus.name)) return;
  }
  throw new Error(`Tab never came to ${String(name)} on ${page.url()}: ${passed.join(' → ')}`);
}

/** A box with its own scroll bar comes after the focus, not with it: eyes wait for that, too. */
async function focusOf(page: Page) {
  let focus = await page.evaluate(focused);
  for (let look = 0; !focus.isSeen && look < 60; look += 1) {
    await page.waitForTimeout(50);
    focus = await page.evaluate(focused);
  }
  return focus;
}

const reachBack = (page: Page, name: string) => reach(page, name, { key: 'Shift+Tab' });

/** Presses Enter and waits until the page with this title is there. */
async function follow(page: Page, title: string | RegExp): Promise<void> {
  await page.keyboard.press('Enter');
  await opens(page, title);
  await page.waitForLoadState('networkidle');
}

/** In the page: what has the focus, as a screen reader would name it, and whether eyes can tell. */
function focused(): { name: string; isSeen: boolean } {
  const element = document.activeElement as HTMLElement;
  if (element === document.body) return { name: '(the window)', isSeen: true };
  const label = (element as HTMLInputElement).labels?.[0];
  const named = element.getAttribute('aria-label') ?? (label ?? element).textContent ?? '';
  const signs = [element, label, element.parentElement].flatMap((one) => {
    if (!one) return [];
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return [outlineStyle !== 'none' && parseFloat(outlineWidth) > 0, boxShadow !== 'none'];
  });
  const box = element.getBoundingClientRect();
  const isInView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { name: named.replace(/\s+/g, ' ').trim(), isSeen: isInView && signs.some(Boolean) };
}
