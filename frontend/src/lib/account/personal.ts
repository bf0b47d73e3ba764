import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { TadaDocumentNode } from 'gql.tada';

import { statusOf } from '#lib/platform/backend.ts';
import { PERSONAL } from '#lib/platform/caching.ts';

import { Me } from './account.graphql.ts';
import { signInAddress } from './addresses.ts';

type Event = Pick<RequestEvent, 'locals' | 'setHeaders' | 'url'>;

/**
 * What a page shows that is for certain people only. Who is not signed in signs in first, whether the thing is there or
 * not; who may not see it is told so with 403, or with 404 where it must look like a missing one.
 */
export async function personalData<Data, Variables>(
  { locals, setHeaders, url }: Event,
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  // A page and the frames around it ask side by side; SvelteKit takes a header once.
  if (!locals.isPersonal) setHeaders(PERSONAL);
  locals.isPersonal = true;
  const { data, problem } = await locals.backend.ask(document, variables);
  if (!problem) return data;
  if (/(forbidden|not-found)$/.test(problem.code)) {
    const { data: who } = await locals.backend.ask(Me, {});
    if (!who?.me) redirect(303, signInAddress('login', url.pathname + url.search));
  }
  error(statusOf(problem.code), { message: problem.code, code: problem.code });
}
