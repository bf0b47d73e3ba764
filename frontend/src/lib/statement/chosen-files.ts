import type { RequestEvent } from '@sveltejs/kit';

import { formOf } from '#lib/platform/form.ts';

import { draftFrom, type Draft } from './draft.ts';
import { upload } from './upload.ts';

const MAX_FILES = 10;

/** What was typed, with the files that came with the form in quarantine; `form` are the other fields. */
export async function draftWithFiles(
  event: RequestEvent,
): Promise<{ draft: Draft; errors: Record<string, string>; form: FormData }> {
  const form = await formOf(event.request);
  const draft = draftFrom(form);
  const errors: Record<string, string> = {};
  const chosen = form.getAll('files').filter((file): file is File => file instanceof File && file.size > 0);
  for (const file of chosen) {
    if (draft.files.length >= MAX_FILES) {
      errors.files = 'file.too-many';
      break;
    }
    const kept = await upload(event, file);
    if ('file' in kept) draft.files.push(kept.file);
    else errors.files = kept.code;
  }
  return { draft, errors, form };
}
