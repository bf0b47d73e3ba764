import type { VariablesOf } from '#lib/graphql/graphql.ts';
import { PUBLIC } from '#lib/platform/caching.ts';
import { FindProcedures } from '#lib/portal/portal.graphql.ts';

import type { PageServerLoad } from './$types';

type Filter = NonNullable<VariablesOf<typeof FindProcedures>['filter']>;
const STATUSES = ['running', 'announced', 'weighing', 'decided', 'archived'] as const;

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  const asked = Object.fromEntries(url.searchParams);
  const page = Math.min(Math.max(Number.parseInt(asked.seite ?? '1', 10) || 1, 1), 10_000);
  const sort = asked.reihe === 'neu' ? ('newest' as const) : ('endsNext' as const);
  const filter: Filter = {
    search: asked.q?.slice(0, 200) || null,
    status: STATUSES.find((status) => status === asked.stand) ?? null,
    topic: asked.thema || null,
    town: asked.ort || null,
    year: /^20\d\d$/.test(asked.jahr ?? '') ? Number(asked.jahr) : null,
  };
  const found = await locals.backend.load(FindProcedures, { filter, sort, page });
  setHeaders(PUBLIC);

  return { ...found, filter, sort, page };
};
