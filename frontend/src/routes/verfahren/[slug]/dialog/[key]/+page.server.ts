import { becameFrom } from '#lib/dialogue/became.ts';
import { DialoguePage } from '#lib/dialogue/dialogue.graphql.ts';
import { orderFrom } from '#lib/dialogue/words.ts';
import { PUBLIC } from '#lib/platform/caching.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const query = (name: string, max: number) => url.searchParams.get(name)?.trim().slice(0, max) || null;
  const order = orderFrom(url.searchParams.get('nach'));
  const begin = Number.parseFloat(query('ab', 20) ?? '');
  const start = begin >= 0 && begin <= 1 ? begin : null;
  const asked = {
    order,
    start,
    category: query('thema', 80),
    became: becameFrom(query('wurde', 20)),
    search: query('q', 200),
    after: query('weiter', 100),
  };
  const found = await locals.backend.load(DialoguePage, {
    procedure: params.slug,
    dialogue: params.key,
    ...asked,
  });
  // The order by chance begins at a place of each visitor's own: such a page is not for everybody.
  if (order !== 'random' || start !== null) setHeaders(PUBLIC);
  return { ...found, ...asked };
};
