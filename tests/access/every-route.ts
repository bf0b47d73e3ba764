import { afterAll, beforeAll, it } from '@jest/globals';

import { browser, describeInBrowser, portalOf, type Visitor } from '../portal.ts';
import { isOpenToAll } from './check.ts';
import { addresses, routes, type Sent } from './routes.ts';
import { sendOne } from './visit.ts';

/** Visits every route of one portal in both languages; what leads to a page that was seen before is not seen twice. */
export function everyRoute(portal: { name: string; town?: string }): void {
  describeInBrowser(
    `every page of ${portal.name}, in light, dark and at 320 pixels, leaves nobody out`,
    () => {
      const { visitor } = browser();
      const seen = new Set<string>();
      let guest: Visitor;
      let sent: Sent;
      beforeAll(async () => {
        guest = await visitor();
        sent = await sendOne(guest, 'bernd', 'Bitte planen Sie Bänke mit Lehne ein.');
      });
      afterAll(() => guest.leave());

      const cases = ['de', 'en'].flatMap((language) => routes().map((route) => [language, route]));
      it.each(cases)('%s %s', async (language, route) => {
        for (const address of addresses(sent)[route!] ?? []) {
          const path = language === 'en' ? `/en${address.replace(/^\/$/, '')}` : address;
          await guest.page.goto(portalOf(portal.town) + path);
          if (seen.has(guest.page.url())) continue;
          seen.add(guest.page.url());
          await isOpenToAll(guest.page);
        }
      });
    },
  );
}
