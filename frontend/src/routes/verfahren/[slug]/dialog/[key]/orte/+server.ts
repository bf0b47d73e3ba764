import { json } from '@sveltejs/kit';

import { askedIn } from '#lib/dialogue/asked.ts';
import { ContributionPlaces } from '#lib/dialogue/map.graphql.ts';
import { PUBLIC } from '#lib/platform/caching.ts';

import type { RequestHandler } from './$types';

/** What lies in a section of the map, for the map beside the list. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { category, became, search, box } = askedIn(url);
  const zoom = Math.min(Math.max(Number.parseInt(url.searchParams.get('zoom') ?? '', 10) || 0, 0), 24);
  const asked = { procedure: params.slug, dialogue: params.key, category, became, search, box, zoom };
  const { contributionPlaces } = await locals.backend.load(ContributionPlaces, asked);
  return json(contributionPlaces, { headers: PUBLIC });
};
