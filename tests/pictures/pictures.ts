import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { chromium, type Page } from 'playwright-core';

import { browser } from '../../infra/local/browser.ts';
import { place, ROOT, start } from '../load/installation.ts';

const CLERK = join(ROOT, 'docs/clerk');
const TITLE = 'Bebauungsplan Nr. 44 „Kirschberg“';

/** One page of the clerk's script: what is done there, in German as the clerk reads it. */
interface Shot {
  name: string;
  words: string;
}

/**
 * `npm run pictures`: plays the clerk's script on an installation of its own, and writes its pictures, its pages and
 * clicks to `docs/clerk/`, and the picture of the README.
 */
async function main(): Promise<void> {
  const { folder, port, remove } = await place();
  const installation = await start(folder, port);
  const running = await chromium.launch({ executablePath: browser()!, args: ['--no-sandbox'] });
  try {
    const page = await running.newPage({ locale: 'de-DE', timezoneId: 'Europe/Berlin', viewport: SIZE });
    const town = `http://zeitz.localhost:${port}`;
    await page.goto(`${town}/verfahren/elsterterrassen`, { waitUntil: 'networkidle' });
    await page.screenshot({ path: join(ROOT, 'docs/pictures/procedure.png') });
    writeScript(await playScript(page, town));
  } finally {
    await running.close();
    await installation.stop();
    remove();
  }
}

const SIZE = { width: 1280, height: 860 };

/** Plays the script; counts what is pressed. */
class Clerk {
  readonly shots: Shot[] = [];
  clicks = 0;

  private readonly page: Page;
  private readonly town: string;

  constructor(page: Page, town: string) {
    [this.page, this.town] = [page, town];
    mkdirSync(CLERK, { recursive: true });
  }

  async signIn(): Promise<void> {
    await this.page.goto(`${this.town}/arbeitsplatz`);
    await this.fill('Benutzername', 'planung');
    await this.fill('Passwort', 'demo');
    await this.press('button', 'Anmelden');
  }

  async press(role: 'button' | 'link', name: string): Promise<void> {
    this.clicks += 1;
    const main = this.page.getByRole('main');
    const place = (await main.count()) ? main : this.page;
    await place.getByRole(role, { name, exact: true }).first().click();
    await this.page.waitForLoadState('networkidle');
  }

  next = (): Promise<void> => this.press('button', 'Speichern und weiter');

  fill = (label: string, text: string): Promise<void> => this.page.getByLabel(label).first().fill(text);

  async shoot(words: string): Promise<void> {
    const name = `${String(this.shots.length + 1).padStart(2, '0')}.png`;
    await this.page.screenshot({ path: join(CLERK, name) });
    this.shots.push({ name, words });
  }
}

async function playScript(page: Page, town: string): Promise<Clerk> {
  const clerk = new Clerk(page, town);
  await clerk.signIn();
  await clerk.shoot('Nach der Anmeldung steht unter „Heute“, was ansteht. Sie wählen „Verfahren“.');
  await clerk.press('link', 'Verfahren');
  await clerk.shoot('Alle Verfahren der Stadt. Sie wählen „Neues Verfahren“.');
  await clerk.press('link', 'Neues Verfahren');
  await clerk.fill('Name des Verfahrens', TITLE);
  await clerk.shoot('Welche Beteiligung ist es, und wie heißt sie?');
  await clerk.next();
  await clerk.shoot('Die Internetadresse ist ab jetzt reserviert.');
  await clerk.next();
  await clerk.fill('In einem Satz', 'Am Kirschberg sollen 60 Wohnungen entstehen.');
  await clerk.fill('In drei Sätzen', 'Die Stadt plant am Kirschberg Wohnungen. Alle können sich äußern.');
  await clerk.shoot('Worum geht es? Rechts wächst die Seite, wie die Bürgerinnen und Bürger sie sehen.');
  await clerk.next();
  await clerk.shoot('Der Zeitraum ist nach dem Gesetz berechnet. Wochenenden und Feiertage sind markiert.');
  await clerk.next();
  await clerk.fill('Wo liegen die Unterlagen', 'Rathaus, Zimmer 214, Mo–Do 9–16 Uhr');
  await clerk.shoot('Wer antwortet, welche anderen Wege gibt es, und wo liegen die Unterlagen außerdem?');
  await clerk.next();
  await clerk.shoot('Die Bekanntmachung ist vorgeschlagen, mit allem, was das Gesetz verlangt.');
  await clerk.next();
  await clerk.shoot('Was ist erledigt, was fehlt? Jede Zeile führt dorthin, wo sie erledigt wird.');
  await clerk.fill('Trotzdem veröffentlichen', 'Die Unterlagen folgen vor dem ersten Tag.');
  await clerk.press('button', 'Veröffentlichen');
  await clerk.shoot('Das Verfahren ist öffentlich.');
  return clerk;
}

function writeScript({ shots, clicks }: Clerk): void {
  const pages = shots.map(
    ({ name, words }, index) => `## ${index + 1}\n\n${words}\n\n![${words}](${name})\n`,
  );
  const text = `# Ein Verfahren einrichten

So richtet die Planung einer Stadt eine Beteiligung zu einem Bebauungsplan ein: ${clicks} Klicks auf ${shots.length} Seiten, ohne die Unterlagen. Die Bilder macht \`npm run pictures\` aus dem laufenden Portal; die Zählung hält der Test \`tests/journeys/wizard.test.ts\` (höchstens 40 Klicks).

${pages.join('\n')}`;
  writeFileSync(join(CLERK, 'README.md'), text);
}

await main();
