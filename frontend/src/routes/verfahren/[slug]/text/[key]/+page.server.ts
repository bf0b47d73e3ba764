import { PUBLIC } from '#lib/platform/caching.ts';
import { ParagraphVoices, PlanTextPage } from '#lib/plan/plan.graphql.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const version = Number.parseInt(url.searchParams.get('fassung') ?? '', 10) || null;
  const page = await locals.backend.load(PlanTextPage, { procedure: params.slug, key: params.key, version });
  const opened = url.searchParams.get('stimmen');
  const isParagraph = page.planText.blocks.some(({ id }) => id !== null && id === opened);
  const voices =
    opened && isParagraph
      ? (await locals.backend.load(ParagraphVoices, { procedure: params.slug, paragraphId: opened })).voices
      : null;
  setHeaders(PUBLIC);

  return { ...page, opened: voices && opened, voices, showsChanges: url.searchParams.has('neu') };
};
