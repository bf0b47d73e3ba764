import { deskData } from '#lib/desk/desk.ts';
import { onTo, refused, typedIn } from '#lib/desk/form.ts';
import { LettersPage, MarkLettersPosted, StartLetterRun } from '#lib/weighing/outgoing.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) =>
  await deskData(event, LettersPage, { slug: event.params.slug });

export const actions: Actions = {
  start: async ({ locals, params: { slug } }) => {
    const { problem } = await locals.backend.ask(StartLetterRun, { slug });
    if (problem) return refused(problem, {}, { text: 'start' });
    onTo(`/verfahren/${slug}/briefe`, 'begonnen');
  },
  posted: async (event) => {
    const field = await typedIn(event);
    const typed = { runId: field('runId'), postedOn: field('postedOn') };
    const { problem } = await event.locals.backend.ask(MarkLettersPosted, typed);
    if (problem)
      return refused(problem, typed, {
        text: `postedOn-${typed.runId}`,
        postedOn: `postedOn-${typed.runId}`,
      });
    onTo(`/verfahren/${event.params.slug}/briefe`, 'abgeschickt');
  },
};
