import { deskData } from '#lib/desk/desk.ts';
import { filterFrom, variablesOf } from '#lib/weighing/list/filter.ts';
import { listActions } from '#lib/weighing/list/list.actions.ts';
import { CaseList } from '#lib/weighing/case-list.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const load: PageServerLoad = async (event) => {
  const asked = event.url.searchParams;
  const filter = filterFrom(asked);
  const after = asked.get('ab')?.slice(0, 200) ?? null;
  const done = asked.get('getan') ?? '';
  const { cases, caseChoices: choices } = await deskData(event, CaseList, {
    ...variablesOf(filter),
    after,
    action: ID.test(done) ? done : null,
  });
  return { cases, choices, filter, after, givenBack: Number(asked.get('zurueck') ?? NaN) };
};

export const actions: Actions = listActions;
