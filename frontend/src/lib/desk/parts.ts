import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/platform/address.ts';

interface Shown {
  slug: string;
  can: { edit: boolean };
  seesStatistics: boolean;
  seesLog: boolean;
}

interface Desk {
  can: { cases: boolean };
}

/** The pages of one procedure at the desk that somebody may open, in the order of the work. */
export function partsOf({ slug, seesStatistics, seesLog }: Shown, { can }: Desk): { href: string; label: string }[] {
  const here = `/arbeitsplatz/verfahren/${slug}`;
  return [
    { path: here, label: m.desk_overview(), isShown: true },
    {
      path: `/arbeitsplatz/stellungnahmen?verfahren=${slug}`,
      label: m.desk_statements(),
      isShown: can.cases,
    },
    { path: `${here}/auswertung`, label: m.desk_statistics(), isShown: seesStatistics },
    { path: `${here}/protokoll`, label: m.desk_log(), isShown: seesLog },
  ]
    .filter(({ isShown }) => isShown)
    .map(({ path, label }) => ({ href: localizeHref(path), label }));
}
