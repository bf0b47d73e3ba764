import { ContributionReceiptPage } from '#lib/dialogue/dialogue.graphql.ts';
import { PERSONAL } from '#lib/platform/caching.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders(PERSONAL);
  const { number, code } = params;
  const { contributionReceipt } = await locals.backend.load(ContributionReceiptPage, { number, code });
  return { receipt: contributionReceipt, isNew: url.searchParams.has('neu') };
};
