import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { TadaDocumentNode } from 'gql.tada';

import { Me } from '#lib/account/account.graphql.ts';
import { signInAddress } from '#lib/account/addresses.ts';
import { statusOf } from '#lib/platform/backend.ts';
import { PERSONAL } from '#lib/platform/caching.ts';

type Event = Pick<RequestEvent, 'locals' | 'setHeaders' | 'url'>;

/** What a page of the desk shows. Who is not signed in signs in first; who may not see it is told so with 403. */
export async function deskData<Data, Variables>(
  { locals, setHeaders, url }: Event,
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  setHeaders(PERSONAL);
  const { data, problem } = await locals.backend.ask(document, variables);
  if (!problem) return data;
  if (problem.code.endsWith('forbidden')) {
    const { data: who } = await locals.backend.ask(Me, {});
    if (!who?.me) redirect(303, signInAddress('login', url.pathname + url.search));
  }
  error(statusOf(problem.code), { message: problem.code, code: problem.code });
}
