import { deskData } from '#lib/desk/desk.ts';
import { DeskPlanPage } from '#lib/plan/desk.graphql.ts';
import { begin } from '#lib/plan/text.actions.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { deskPlan } = await deskData(event, DeskPlanPage, { procedure: event.params.slug });
  return { plan: deskPlan };
};

export const actions: Actions = { begin };
