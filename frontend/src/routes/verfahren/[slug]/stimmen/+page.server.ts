import { PUBLIC } from '#lib/platform/caching.ts';
import { VoicesPage } from '#lib/procedure/procedure.graphql.ts';
import { pageIn } from '#lib/platform/paging.ts';

import type { PageServerLoad } from './$types';

const OUTCOMES = ['followed', 'already-followed', 'not-followed', 'working-group', 'noted'];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const page = pageIn(url);
  const outcome = OUTCOMES.find((known) => known === url.searchParams.get('ergebnis')) ?? null;
  const asked = url.searchParams.get('absatz') ?? '';
  const paragraphId = UUID.test(asked) ? asked : null;
  const search = url.searchParams.get('q')?.trim().slice(0, 200) || null;
  const filter = { procedure: params.slug, paragraphId, outcome, search, page };
  const found = await locals.backend.load(VoicesPage, filter);
  setHeaders(PUBLIC);

  return { ...found, page, outcome, paragraphId, search };
};
