import { PUBLIC } from '#lib/platform/caching.ts';
import { ProcedureResultPage } from '#lib/procedure/result.graphql.ts';
import { RESULT_OUTCOMES } from '#lib/procedure/result.ts';
import { pageIn } from '#lib/platform/paging.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const page = pageIn(url);
  const outcome = RESULT_OUTCOMES.find((known) => known === url.searchParams.get('ergebnis')) ?? null;
  const topic = url.searchParams.get('thema')?.slice(0, 400) || null;
  const filter = { procedure: params.slug, topic, outcome, page };
  const found = await locals.backend.load(ProcedureResultPage, filter);
  setHeaders(PUBLIC);
  return { ...found, page, outcome, topic };
};
