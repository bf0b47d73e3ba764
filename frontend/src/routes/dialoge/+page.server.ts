import { error } from '@sveltejs/kit';

import { TownDialogues } from '#lib/dialogue/list.graphql.ts';
import { PUBLIC } from '#lib/platform/caching.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  if (!locals.portal.town) error(404, { message: 'page.not-found', code: 'page.not-found' });
  const page = (name: string) =>
    Math.min(Math.max(Number.parseInt(url.searchParams.get(name) ?? '1', 10) || 1, 1), 10_000);
  const asked = { page: page('seite'), closedPage: page('archiv') };
  const found = await locals.backend.load(TownDialogues, asked);
  setHeaders(PUBLIC);
  return { ...found, ...asked };
};
