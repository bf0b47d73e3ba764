import { objectWith } from '#lib/moderation/objection.actions.ts';
import { PERSONAL } from '#lib/platform/caching.ts';
import { OpenReceipt } from '#lib/statement/statement.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders(PERSONAL);
  const { receipt } = await locals.backend.load(OpenReceipt, { number: params.number, code: params.code });
  return { receipt, isNew: url.searchParams.has('neu') };
};

export const actions: Actions = { object: (event) => objectWith(event, event.params) };
