import { fail, redirect } from '@sveltejs/kit';

import { personalData } from '#lib/account/personal.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { statusOf } from '#lib/platform/backend.ts';
import { AcceptInvitation, InvitationPage } from '#lib/town/people.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { invitation, me } = await personalData(event, InvitationPage, event.params);
  return { invitation, me };
};

export const actions: Actions = {
  accept: async ({ locals, params }) => {
    const { problem } = await locals.backend.ask(AcceptInvitation, params);
    if (problem) return fail(Math.max(409, statusOf(problem.code)), { code: problem.code });
    redirect(303, localizeHref('/einladung/angenommen'));
  },
};
