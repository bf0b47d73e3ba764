import { fail } from '@sveltejs/kit';

import { deskData } from '#lib/desk/desk.ts';
import { onTo, typedIn } from '#lib/desk/form.ts';
import { DecideSuspensionAppeal, DeskSuspensions, EndSuspension } from '#lib/dialogue/suspension.graphql.ts';
import { statusOf } from '#lib/platform/backend.ts';
import { pageIn } from '#lib/platform/paging.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const page = pageIn(event.url);
  return { ...(await deskData(event, DeskSuspensions, { page })), page };
};

export const actions: Actions = {
  /** Ends it, or decides the appeal against it; the value of the button says which. */
  decide: async (event) => {
    const field = await typedIn(event);
    const typed = { id: field('id'), reason: field('reason') };
    const what = field('what');
    const { backend } = event.locals;
    const { problem } =
      what === 'end'
        ? await backend.ask(EndSuspension, typed)
        : await backend.ask(DecideSuspensionAppeal, {
            decision: { id: typed.id, outcome: what, answer: typed.reason },
          });
    if (!problem) return onTo('/sperren', what === 'end' ? 'beendet' : 'entschieden');
    const code = Object.values(problem.fields)[0] ?? problem.code;
    return fail(Math.max(409, statusOf(problem.code)), { typed, code });
  },
};
