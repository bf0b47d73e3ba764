import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/platform/address.ts';

interface Shown {
  slug: string;
  /** Those that not everybody may open. */
  pages: string[];
}

/** The pages of one procedure at the desk that somebody may open, in the order of the work. */
export function partsOf({ slug, pages }: Shown): { href: string; label: string }[] {
  const here = `/arbeitsplatz/verfahren/${slug}`;
  return [
    { path: here, label: m.desk_overview() },
    { path: `${here}/unterlagen`, label: m.plan_documents() },
    { path: `${here}/texte`, label: m.plan_texts() },
    { path: `${here}/karte`, label: m.plan_map() },
    { path: `${here}/vorschau`, label: m.plan_preview() },
    { path: `${here}/dialog`, label: m.dialogues(), page: 'dialogue' },
    { path: `${here}/antworten`, label: m.answering(), page: 'answering' },
    { path: `${here}/uebernahme`, label: m.bridge(), page: 'bridge' },
    {
      path: `/arbeitsplatz/stellungnahmen?verfahren=${slug}`,
      label: m.desk_statements(),
      page: 'statements',
    },
    { path: `${here}/beschluss`, label: m.weigh_decision(), page: 'decision' },
    { path: `${here}/briefe`, label: m.weigh_letters(), page: 'letters' },
    { path: `${here}/ohne-antwort`, label: m.weigh_unanswered(), page: 'unanswered' },
    { path: `${here}/auswertung`, label: m.desk_statistics(), page: 'statistics' },
    { path: `${here}/protokoll`, label: m.desk_log(), page: 'log' },
  ]
    .filter(({ page }) => !page || pages.includes(page))
    .map(({ path, label }) => ({ href: localizeHref(path), label }));
}
