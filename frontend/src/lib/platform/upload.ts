import type { RequestEvent } from '@sveltejs/kit';

import { BACKEND_URL } from '$app/env/private';

import { keptFiles, MAX_FILES, type DraftFile } from './draft-file.ts';

const IN_PROCESS = Symbol.for('mitsprache.upload');
type Upload = (file: File, headers: Record<string, string>) => Promise<{ status: number; body: unknown }>;

/** The kept ones and those that came with the form now; `problem` is the code of the last that was refused. */
export async function filesOf(
  event: RequestEvent,
  form: FormData,
): Promise<{ files: DraftFile[]; problem: string | null }> {
  const files = keptFiles(form);
  let problem: string | null = null;
  const chosen = form.getAll('files').filter((file): file is File => file instanceof File && file.size > 0);
  for (const file of chosen) {
    if (files.length >= MAX_FILES) return { files, problem: 'file.too-many' };
    const kept = await upload(event, file);
    if ('file' in kept) files.push(kept.file);
    else problem = kept.code;
  }
  return { files, problem };
}

/** Hands a file of the form to the quarantine; answers it with its token, or the code of what is wrong. */
export async function upload(
  event: RequestEvent,
  file: File,
): Promise<{ file: DraftFile } | { code: string }> {
  const headers = { 'x-portal-host': event.locals.host, 'x-portal-address': event.getClientAddress() };
  const inProcess = (globalThis as { [IN_PROCESS]?: Upload })[IN_PROCESS];
  const { status, body } = await (inProcess ?? overHttp)(file, headers);
  if (status < 300) return { file: body as DraftFile };

  const { code, fields } = body as { code: string; fields?: Record<string, string> };
  return { code: fields?.files ?? code };
}

const overHttp: Upload = async (file, headers) => {
  const form = new FormData();
  form.set('file', file);
  const response = await fetch(`${BACKEND_URL}/files`, { method: 'POST', headers, body: form });
  return { status: response.status, body: await response.json() };
};
