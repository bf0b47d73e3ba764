import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

import { overflow } from '../portal.ts';

/** The smallest window of WCAG 2.2, 1.4.10: what 1280 pixels become at 400 %. */
const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };

/** Fails where axe finds anything in light or dark, or where 320 pixels make somebody scroll sideways. */
export async function isOpenToAll(page: Page): Promise<void> {
  await page.setViewportSize(WIDE);
  // One that stands behind a choice is drawn when somebody makes it.
  const maps = page.locator('.map').filter({ visible: true });
  if (await maps.count()) await maps.first().locator('canvas').waitFor();
  const findings = [
    ...(await found(page, 'light', (axe) => axe)),
    // The other rules do not look at colours, and it is the same document.
    ...(await found(page, 'dark', (axe) => axe.withRules(['color-contrast', 'link-in-text-block']))),
  ];
  await page.setViewportSize(NARROW);
  const wider = await overflow(page);
  if (wider > 0) findings.push(`320 px: ${wider} px wider because of ${(await tooWide(page)).join(' | ')}`);
  expect([page.url(), ...findings]).toEqual([page.url()]);
}

async function found(page: Page, colorScheme: 'light' | 'dark', rules: (axe: AxeBuilder) => AxeBuilder) {
  await page.emulateMedia({ colorScheme });
  const { violations } = await rules(new AxeBuilder({ page }).setLegacyMode()).analyze();
  const words = ({ target, any }: (typeof violations)[number]['nodes'][number]) =>
    `${target.join(' ')}: ${any[0]?.message ?? ''}`;
  return violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(words).join(' | ')}`);
}

/** The innermost things that reach beyond the window. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const reaches = (element: Element) =>
      element.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
    return [...document.body.querySelectorAll('*')]
      .filter((element) => reaches(element) && ![...element.children].some(reaches))
      .slice(0, 3)
      .map((element) => `${element.tagName} “${(element.textContent ?? '').trim().slice(0, 40)}”`);
  });
