import { deskData } from '#lib/desk/desk.ts';
import { onTo, refused, typedIn } from '#lib/desk/form.ts';
import { DialogueResults, PublishDialogueResult } from '#lib/dialogue/result.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { dialogueResults } = await deskData(event, DialogueResults, { procedure: event.params.slug });
  return { results: dialogueResults };
};

export const actions: Actions = {
  publish: async (event) => {
    const field = await typedIn(event);
    const dialogue = field('dialogue');
    const typed = {
      dialogue,
      [`text-${dialogue}`]: field(`text-${dialogue}`),
      [`expectedOn-${dialogue}`]: field(`expectedOn-${dialogue}`),
    };
    const result = {
      text: field(`text-${dialogue}`),
      expectedOn: field(`expectedOn-${dialogue}`).trim() || null,
    };
    const { slug: procedure } = event.params;
    const { problem } = await event.locals.backend.ask(PublishDialogueResult, {
      procedure,
      dialogue,
      result,
    });
    const names = { text: `text-${dialogue}`, expectedOn: `expectedOn-${dialogue}` };
    if (problem) return refused(problem, typed, names);
    return onTo(`/verfahren/${procedure}/dialogergebnis`, 'veroeffentlicht');
  },
};
