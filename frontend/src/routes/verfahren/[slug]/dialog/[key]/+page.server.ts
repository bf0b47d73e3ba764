import { askedIn } from '#lib/dialogue/asked.ts';
import { DialoguePage } from '#lib/dialogue/dialogue.graphql.ts';
import { DialogueGround } from '#lib/dialogue/map.graphql.ts';
import { DialogueOutcome } from '#lib/dialogue/result.graphql.ts';
import { PUBLIC } from '#lib/platform/caching.ts';
import { isOpen } from '#lib/procedure/status.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const asked = askedIn(url);
  const { view: wanted, ...filter } = asked;
  const found = await locals.backend.load(DialoguePage, {
    procedure: params.slug,
    dialogue: params.key,
    ...filter,
  });
  const { dialogue, order } = found.contributions;
  const isAboutMap = (dialogue.subject as { kind: string }).kind === 'map';
  const hasMap = isAboutMap || dialogue.placeCount > 0;
  const view = hasMap ? (wanted ?? (isAboutMap ? 'map' : 'list')) : 'list';
  const ground =
    view === 'map' ? await locals.backend.load(DialogueGround, { procedure: params.slug }) : null;
  // The order by chance begins at a place of each visitor's own: such a page is not for everybody.
  if (order !== 'random' || asked.start !== null) setHeaders(PUBLIC);
  // A dialogue that is closed begins with what became of it.
  const where = { procedure: params.slug, dialogue: params.key };
  const ended = isOpen(found.procedure.status) ? null : await locals.backend.load(DialogueOutcome, where);
  const contact = ended?.procedure.contact as { name: string; mail: string } | undefined;
  return {
    ...found,
    outcome: ended && contact ? { ...ended.dialogueOutcome, contact } : null,
    asked,
    hasMap,
    view,
    outline: ground && (ground.procedure.outline ?? ground.townOutline),
  };
};
