import { deskData } from '#lib/desk/desk.ts';
import { CaseList } from '#lib/weighing/weighing.graphql.ts';
import { CASE_STATES } from '#lib/weighing/words.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const asked = event.url.searchParams;
  const text = (name: string, max: number) => asked.get(name)?.slice(0, max) || null;
  const state = CASE_STATES.find((known) => known === asked.get('stand')) ?? null;
  const filter = {
    procedure: text('verfahren', 80),
    state,
    isLate: asked.has('verspaetet') ? true : null,
    search: text('q', 200),
  };
  const { cases } = await deskData(event, CaseList, { ...filter, after: text('ab', 200) });
  return { cases, filter };
};
