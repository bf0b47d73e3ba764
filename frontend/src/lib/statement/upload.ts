import type { RequestEvent } from '@sveltejs/kit';

import { BACKEND_URL } from '$app/env/private';

import type { DraftFile } from './draft.ts';

const IN_PROCESS = Symbol.for('mitsprache.upload');
type Upload = (file: File, headers: Record<string, string>) => Promise<{ status: number; body: unknown }>;

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
