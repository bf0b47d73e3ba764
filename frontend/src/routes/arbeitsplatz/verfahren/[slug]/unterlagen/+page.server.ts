import { deskData } from '#lib/desk/desk.ts';
import { DeskPlanPage } from '#lib/plan/desk.graphql.ts';
import { describe, discard, move, replace, takeDown, takeIn, upload } from '#lib/plan/documents.actions.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { deskPlan } = await deskData(event, DeskPlanPage, { procedure: event.params.slug });
  return { plan: deskPlan };
};

export const actions: Actions = { upload, takeIn, discard, move, replace, describe, takeDown };
