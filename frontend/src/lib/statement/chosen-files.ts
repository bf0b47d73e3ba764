import type { RequestEvent } from '@sveltejs/kit';

import { formOf } from '#lib/platform/form.ts';
import { filesOf } from '#lib/platform/upload.ts';

import { draftFrom, type Draft } from './draft.ts';

/** What was typed, with the files that came with the form in quarantine; `form` are the other fields. */
export async function draftWithFiles(
  event: RequestEvent,
): Promise<{ draft: Draft; errors: Record<string, string>; form: FormData }> {
  const form = await formOf(event.request);
  const { files, problem } = await filesOf(event, form);
  return { draft: { ...draftFrom(form), files }, errors: problem ? { files: problem } : {}, form };
}
