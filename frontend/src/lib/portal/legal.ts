import type { ServerLoadEvent } from '@sveltejs/kit';

import { PUBLIC } from '#lib/platform/caching.ts';

import { LegalTexts } from './portal.graphql.ts';
import type { Contact } from './portal.ts';

/** One of the texts that a portal's operator answers for: the town's, or the Land's on its own host. */
export async function legalText(
  { locals, setHeaders }: ServerLoadEvent,
  kind: 'imprint' | 'privacy' | 'accessibility' | 'dialogueRules',
) {
  const { operator } = await locals.backend.load(LegalTexts, {});
  setHeaders(PUBLIC);
  return { text: operator[kind], by: operator.fullName, contact: operator.contact as Contact };
}
