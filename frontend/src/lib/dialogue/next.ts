import type { RequestEvent } from '@sveltejs/kit';

import { localizeHref } from '#lib/platform/address.ts';

import { ClaimNextVoice } from './moderating.graphql.ts';

const DESK = '/arbeitsplatz/moderation';
const MOST_PASSED = 100;

/** What somebody passed over in this sitting, as the address carries it. */
export const passedIn = (url: URL): string[] =>
  (url.searchParams.get('ohne') ?? '').split(',').filter(Boolean).slice(-MOST_PASSED);

/** Takes up the next one and answers its address; the list, where nothing waits that nobody works on. `done` is said there. */
export async function onToNext(
  { locals }: Pick<RequestEvent, 'locals'>,
  { procedure, passed = [], done }: { procedure: string | null; passed?: string[]; done?: string },
): Promise<string> {
  const { data } = await locals.backend.ask(ClaimNextVoice, { procedure, passed });
  const next = data?.claimNextVoice;
  const query = new URLSearchParams({
    ...(procedure && { verfahren: procedure }),
    ...(next && passed.length && { ohne: passed.join(',') }),
    ...(done && { [done]: '' }),
  });
  const path = next ? `${DESK}/${next.kind}/${next.id}` : DESK;
  if (!next && !done) query.set('leer', '');
  return `${localizeHref(path)}${query.size ? `?${query}` : ''}`;
}
