import { error } from '@sveltejs/kit';

import { TownDialogues } from '#lib/dialogue/list.graphql.ts';
import { PUBLIC } from '#lib/platform/caching.ts';
import { pageIn } from '#lib/platform/paging.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  if (!locals.portal.town) error(404, { message: 'page.not-found', code: 'page.not-found' });
  const asked = { page: pageIn(url), closedPage: pageIn(url, 'archiv') };
  const found = await locals.backend.load(TownDialogues, asked);
  setHeaders(PUBLIC);
  return { ...found, ...asked };
};
