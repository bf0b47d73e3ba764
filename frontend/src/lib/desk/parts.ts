import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/platform/address.ts';

interface Shown {
  slug: string;
  can: { edit: boolean };
}

interface Desk {
  can: { cases: boolean };
}

/** The pages of one procedure at the desk that somebody may open, in the order of the work. */
export function partsOf({ slug }: Shown, { can }: Desk): { href: string; label: string }[] {
  const here = `/arbeitsplatz/verfahren/${slug}`;
  return [
    { path: here, label: m.desk_overview(), isShown: true },
    { path: `${here}/unterlagen`, label: m.plan_documents(), isShown: true },
    { path: `${here}/texte`, label: m.plan_texts(), isShown: true },
    { path: `${here}/karte`, label: m.plan_map(), isShown: true },
    { path: `${here}/vorschau`, label: m.plan_preview(), isShown: true },
    {
      path: `/arbeitsplatz/stellungnahmen?verfahren=${slug}`,
      label: m.desk_statements(),
      isShown: can.cases,
    },
    ...[
      { path: `${here}/beschluss`, label: m.weigh_decision() },
      { path: `${here}/briefe`, label: m.weigh_letters() },
      { path: `${here}/ohne-antwort`, label: m.weigh_unanswered() },
    ].map((part) => ({ ...part, isShown: can.cases })),
  ]
    .filter(({ isShown }) => isShown)
    .map(({ path, label }) => ({ href: localizeHref(path), label }));
}
