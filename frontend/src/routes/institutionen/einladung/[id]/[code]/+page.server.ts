import { fail, redirect } from '@sveltejs/kit';

import { personalData } from '#lib/account/personal.ts';
import {
  AcceptInstitutionInvitation,
  InstitutionInvitationPage,
} from '#lib/institution/institution.graphql.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { statusOf } from '#lib/platform/backend.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { institutionInvitation, me } = await personalData(event, InstitutionInvitationPage, event.params);
  return { offer: institutionInvitation, me };
};

export const actions: Actions = {
  accept: async ({ locals, params }) => {
    const { problem } = await locals.backend.ask(AcceptInstitutionInvitation, params);
    if (problem) return fail(Math.max(409, statusOf(problem.code)), { code: problem.code });
    redirect(303, `${localizeHref('/institutionen')}?angenommen`);
  },
};
