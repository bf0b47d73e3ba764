import { deskData } from '#lib/desk/desk.ts';
import { ReleasePage } from '#lib/moderation/moderation.graphql.ts';
import { propose, release, retract, sendBack } from '#lib/moderation/release.actions.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { case: found } = await deskData(event, ReleasePage, { number: event.params.number });
  return { statement: found.statement };
};

export const actions: Actions = { propose, release, sendBack, retract };
