import { FollowersPage } from '#lib/notification/notification.graphql.ts';
import { cancel, copy, extend, interrupt, resume } from '#lib/procedure/setup/setup.actions.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { data } = await locals.backend.ask(FollowersPage, { procedure: params.slug });
  return { followers: data?.followers ?? null };
};

export const actions: Actions = { cancel, copy, extend, interrupt, resume };
