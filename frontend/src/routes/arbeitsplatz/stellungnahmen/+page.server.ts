import { deskData } from '#lib/desk/desk.ts';
import { filterFrom, queryOf } from '#lib/weighing/list.ts';
import { forget, handOver, keep, undo } from '#lib/weighing/list.actions.ts';
import { CaseList } from '#lib/weighing/weighing.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const asked = event.url.searchParams;
  const filter = filterFrom(asked);
  const { cases, caseChoices } = await deskData(event, CaseList, {
    ...filter,
    after: asked.get('ab')?.slice(0, 200) || null,
  });
  return { cases, choices: caseChoices, filter, query: queryOf(filter) };
};

export const actions: Actions = { handOver, undo, keep, forget };
