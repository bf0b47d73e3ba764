import { PUBLIC } from '#lib/platform/caching.ts';
import { localDate } from '#lib/platform/time.ts';
import { TransparencyPage } from '#lib/portal/transparency.graphql.ts';
import { periodFrom } from '#lib/portal/transparency.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  const thisYear = Number(localDate(new Date()).slice(0, 4));
  const period = periodFrom(url.searchParams, thisYear);
  const { data, problem } = await locals.backend.ask(TransparencyPage, period);
  if (!problem) {
    setHeaders(PUBLIC);
    return { report: data.transparency, by: data.operator.fullName, thisYear, typed: period, wrong: null };
  }
  // A period that is none is said beside the form, above the report of this year.
  const { transparency, operator } = await locals.backend.load(TransparencyPage, {
    from: `${thisYear}-01-01`,
    to: `${thisYear}-12-31`,
  });
  const wrong = Object.values(problem.fields)[0] ?? problem.code;
  return { report: transparency, by: operator.fullName, thisYear, typed: period, wrong };
};
