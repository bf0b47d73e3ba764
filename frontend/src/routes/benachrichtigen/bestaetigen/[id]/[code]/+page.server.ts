import { fail, redirect } from '@sveltejs/kit';

import { ConfirmationPage, ConfirmSubscription } from '#lib/notification/notification.graphql.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { statusOf } from '#lib/platform/backend.ts';
import { PERSONAL } from '#lib/platform/caching.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders(PERSONAL);
  const { subscription } = await locals.backend.load(ConfirmationPage, params);
  return { subscription };
};

export const actions: Actions = {
  // Programs that look at links before a person does open the page; only the button confirms.
  confirm: async ({ locals, params }) => {
    const { data, problem } = await locals.backend.ask(ConfirmSubscription, params);
    if (problem) return fail(Math.max(409, statusOf(problem.code)), { code: problem.code });
    const { id, code } = data.confirmSubscription;
    redirect(303, localizeHref(`/benachrichtigungen/${id}/${code}?bestaetigt`));
  },
};
