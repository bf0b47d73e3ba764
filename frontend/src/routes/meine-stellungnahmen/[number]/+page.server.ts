import { fail, redirect } from '@sveltejs/kit';

import { personalData } from '#lib/account/personal.ts';
import { objectWith } from '#lib/moderation/objection.actions.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { statusOf } from '#lib/platform/backend.ts';
import { MyStatement, WithdrawStatement } from '#lib/statement/statement.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { myStatement } = await personalData(event, MyStatement, { number: event.params.number });
  return { statement: myStatement };
};

export const actions: Actions = {
  object: async (event) => {
    const { number } = event.params;
    const { myStatement } = await personalData(event, MyStatement, { number });
    return objectWith(event, { number, code: myStatement.code });
  },
  withdraw: async ({ locals, params }) => {
    const { problem } = await locals.backend.ask(WithdrawStatement, { number: params.number });
    if (problem) return fail(statusOf(problem.code), { error: problem.code });
    redirect(303, localizeHref(`/meine-stellungnahmen/${params.number}`));
  },
};
