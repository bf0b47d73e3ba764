import type { Page } from 'playwright-core';

import { codeAt } from '../../infra/local/keycloak/codes.ts';
import { opens, portalOf, type Visitor } from '../portal.ts';
import type { Sent } from './routes.ts';

/** The statement form of a procedure that is open on every day of the demonstration. */
export const FORM = `${portalOf('zeitz')}/verfahren/elsterterrassen/stellungnahme`;

/** Signs somebody in at a town, with the demonstration's password. */
export async function signIn(page: Page, town: string, username: string): Promise<void> {
  await page.goto(`${portalOf(town)}/auth/login?to=${encodeURIComponent('/meine-stellungnahmen')}`);
  await proves(page, username);
  await opens(page, 'Meine Stellungnahmen');
}

/** Goes through the pages of the issuer, with the second factor where it asks for one. */
export async function proves(page: Page, username: string): Promise<void> {
  const name = page.locator('#username:not([type=hidden])');
  await page.locator('#password').waitFor();
  if (await name.isVisible()) await name.fill(username);
  await page.locator('#password').fill('demo');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  const code = page.locator('#otp');
  await page.locator('#otp, main').first().waitFor();
  await page.waitForLoadState();
  if (!(await code.count())) return;
  await code.fill(codeAt(Date.now()));
  await page.getByRole('button', { name: 'Anmelden' }).click();
}

/** Signs in and sends one statement, as its sender would. */
export async function sendOne({ page }: Visitor, username: string, text: string): Promise<Sent> {
  await signIn(page, 'zeitz', username);
  await page.goto(FORM, { waitUntil: 'networkidle' });
  await page.getByLabel('Ihr Text').fill(text);
  await page.getByLabel('Vor- und Nachname').fill('Bernd Böttcher');
  await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
  await page.getByRole('button', { name: 'Absenden' }).click();
  await opens(page, 'bei uns eingegangen');
  const [number, code] = new URL(page.url()).pathname.split('/').slice(-2);
  return { number: number!, code: code! };
}
