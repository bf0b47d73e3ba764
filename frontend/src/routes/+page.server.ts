import { PUBLIC } from '#lib/platform/caching.ts';
import { StartPage } from '#lib/portal/portal.graphql.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
  const { portal, ...start } = await locals.backend.load(StartPage, {});
  setHeaders(PUBLIC);
  return { ...start, figures: portal.figures };
};
