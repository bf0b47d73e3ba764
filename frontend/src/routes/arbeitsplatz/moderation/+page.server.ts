import { redirect } from '@sveltejs/kit';

import { deskData } from '#lib/desk/desk.ts';
import { ModerationQueue } from '#lib/dialogue/moderating.graphql.ts';
import { onToNext } from '#lib/dialogue/next.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const procedure = event.url.searchParams.get('verfahren');
  const { moderationQueue, moderationBacklog } = await deskData(event, ModerationQueue, { procedure });
  return { queue: moderationQueue, backlog: moderationBacklog, procedure };
};

export const actions: Actions = {
  /** Takes up what waits longest. */
  next: async (event) =>
    redirect(303, await onToNext(event, { procedure: event.url.searchParams.get('verfahren') })),
};
