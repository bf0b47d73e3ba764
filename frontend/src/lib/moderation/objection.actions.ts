import { fail, redirect, type RequestEvent } from '@sveltejs/kit';

import { statusOf } from '#lib/platform/backend.ts';
import { formOf } from '#lib/platform/form.ts';

import { ObjectToRelease } from './moderation.graphql.ts';

/** Objects to the publication of one's own copy, with number and code; then shows the same page again. */
export async function objectWith(
  { locals, request, url }: Pick<RequestEvent, 'locals' | 'request' | 'url'>,
  { number, code }: { number: string; code: string },
) {
  const reason = String((await formOf(request)).get('reason') ?? '').trim();
  const { problem } = await locals.backend.ask(ObjectToRelease, { number, code, reason });
  if (problem) return fail(statusOf(problem.code), { error: problem.code });
  redirect(303, url.pathname);
}
