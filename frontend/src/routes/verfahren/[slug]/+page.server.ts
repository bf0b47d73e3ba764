import { redirect } from '@sveltejs/kit';

import { localizeHref } from '#lib/platform/address.ts';
import { PUBLIC } from '#lib/platform/caching.ts';
import { ProcedurePage } from '#lib/procedure/procedure.graphql.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  if (!locals.portal.town) redirect(303, localizeHref(`/verfahren?q=${encodeURIComponent(params.slug)}`));
  const { procedure, dialogues } = await locals.backend.load(ProcedurePage, { slug: params.slug });
  setHeaders(PUBLIC);
  return { procedure, dialogues };
};
