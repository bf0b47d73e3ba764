import { fail, redirect } from '@sveltejs/kit';

import { localizeHref } from '#lib/platform/address.ts';
import { statusOf } from '#lib/platform/backend.ts';
import { PERSONAL } from '#lib/platform/caching.ts';
import { MyStatement, WithdrawStatement } from '#lib/statement/statement.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders(PERSONAL);
  const { myStatement } = await locals.backend.load(MyStatement, { number: params.number });
  return { statement: myStatement };
};

export const actions: Actions = {
  withdraw: async ({ locals, params }) => {
    const { problem } = await locals.backend.ask(WithdrawStatement, { number: params.number });
    if (problem) return fail(statusOf(problem.code), { error: problem.code });
    redirect(303, localizeHref(`/meine-stellungnahmen/${params.number}`));
  },
};
