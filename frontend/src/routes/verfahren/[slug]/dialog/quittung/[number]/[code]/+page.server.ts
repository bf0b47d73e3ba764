import { redirect } from '@sveltejs/kit';

import { refused, typedIn } from '#lib/desk/form.ts';
import { ContributionReceiptPage } from '#lib/dialogue/dialogue.graphql.ts';
import { AppealContribution } from '#lib/dialogue/report.graphql.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { PERSONAL } from '#lib/platform/caching.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders(PERSONAL);
  const { number, code } = params;
  const { contributionReceipt, contributionReasons } = await locals.backend.load(ContributionReceiptPage, {
    number,
    code,
  });
  return { receipt: contributionReceipt, reasons: contributionReasons, isNew: url.searchParams.has('neu') };
};

export const actions: Actions = {
  appeal: async (event) => {
    const field = await typedIn(event);
    const typed = { text: field('text') };
    const { slug, number, code } = event.params;
    const { problem } = await event.locals.backend.ask(AppealContribution, { number, code, ...typed });
    if (problem) return refused(problem, typed);
    redirect(303, localizeHref(`/verfahren/${slug}/dialog/quittung/${number}/${code}?beschwerde`));
  },
};
