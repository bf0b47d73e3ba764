import { redirect } from '@sveltejs/kit';

import { refused, typedIn } from '#lib/desk/form.ts';
import { AppealSuspension, SuspensionPage } from '#lib/dialogue/suspension.graphql.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { PERSONAL } from '#lib/platform/caching.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders(PERSONAL);
  const { suspension } = await locals.backend.load(SuspensionPage, params);
  return { suspension };
};

export const actions: Actions = {
  appeal: async (event) => {
    const field = await typedIn(event);
    const typed = { text: field('text') };
    const { problem } = await event.locals.backend.ask(AppealSuspension, { ...event.params, ...typed });
    if (problem) return refused(problem, typed);
    redirect(303, localizeHref(`/sperre/${event.params.number}/${event.params.code}`));
  },
};
