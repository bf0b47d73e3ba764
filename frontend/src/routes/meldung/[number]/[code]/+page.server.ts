import { redirect } from '@sveltejs/kit';

import { refused, typedIn } from '#lib/desk/form.ts';
import { AppealReport, ReportPage } from '#lib/dialogue/report.graphql.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { PERSONAL } from '#lib/platform/caching.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders(PERSONAL);
  const { report } = await locals.backend.load(ReportPage, params);
  return { report, isNew: url.searchParams.has('neu') };
};

export const actions: Actions = {
  appeal: async (event) => {
    const field = await typedIn(event);
    const typed = { text: field('text') };
    const { problem } = await event.locals.backend.ask(AppealReport, { ...event.params, ...typed });
    if (problem) return refused(problem, typed);
    redirect(303, localizeHref(`/meldung/${event.params.number}/${event.params.code}`));
  },
};
