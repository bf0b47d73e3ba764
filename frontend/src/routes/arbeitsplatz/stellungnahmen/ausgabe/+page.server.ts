import { redirect } from '@sveltejs/kit';

import { deskData } from '#lib/desk/desk.ts';
import { refused, typedIn } from '#lib/desk/form.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { CaseExportPage, ExportCases } from '#lib/weighing/export.graphql.ts';
import { filterFrom, queryOf, variablesOf } from '#lib/weighing/list/filter.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const filter = filterFrom(event.url.searchParams);
  const { cases, caseChoices, caseExports } = await deskData(event, CaseExportPage, variablesOf(filter));
  return { cases, choices: caseChoices, filter, wanted: caseExports };
};

export const actions: Actions = {
  make: async (event) => {
    const field = await typedIn(event);
    const filter = filterFrom(event.url.searchParams);
    const typed = { format: field('format'), names: field('names') };
    const { problem } = await event.locals.backend.ask(ExportCases, {
      ...variablesOf(filter),
      ...{ format: typed.format, hasAuthors: typed.names === 'on' },
    });
    if (problem) return refused(problem, typed, { text: 'format' });
    const query = queryOf(filter, { begonnen: '1' });
    redirect(303, `${localizeHref('/arbeitsplatz/stellungnahmen/ausgabe')}?${query}`);
  },
};
