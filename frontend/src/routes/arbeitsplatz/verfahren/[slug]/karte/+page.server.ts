import { deskData } from '#lib/desk/desk.ts';
import { DeskPlanPage } from '#lib/plan/desk.graphql.ts';
import { describe, file, layer, remove, removeLayer, shape } from '#lib/plan/map.actions.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { deskPlan } = await deskData(event, DeskPlanPage, { procedure: event.params.slug });
  return { plan: deskPlan };
};

export const actions: Actions = { file, shape, describe, remove, layer, removeLayer };
