import { fail, type RequestEvent } from '@sveltejs/kit';

import { BACKEND_URL } from '$app/env/private';
import { refused } from '#lib/desk/form.ts';
import type { Problem } from '#lib/platform/backend.ts';

interface Order {
  procedure: string;
  what: 'document' | 'text' | 'outline' | 'drawing';
  /** Of a document or text that is to be replaced. */
  key?: string | null;
  /** Of a new text. */
  title?: string;
  language?: string | null;
}

interface Answer {
  status: number;
  body: unknown;
}

const IN_PROCESS = Symbol.for('mitsprache.plan-file');
type Send = (file: File, order: Order, headers: Record<string, string>) => Promise<Answer>;

/** Hands a file of the plan to the backend; answers what became of it, or what is wrong with it. */
export async function sendPlanFile(
  event: RequestEvent,
  file: File,
  { key = null, title = '', language = null, ...order }: Order,
): Promise<{ id: string; problem: null } | { id: null; problem: Problem }> {
  const { request, locals } = event;
  const headers = {
    'x-portal-host': locals.host,
    'x-portal-address': event.getClientAddress(),
    'x-requested-by': 'mitsprache',
    cookie: request.headers.get('cookie') ?? '',
  };
  const send = (globalThis as { [IN_PROCESS]?: Send })[IN_PROCESS] ?? overHttp;
  const { status, body } = await send(file, { key, title, language, ...order }, headers);
  if (status < 300) return { id: (body as { id: string }).id, problem: null };
  return { id: null, problem: { fields: {}, ...(body as { code: string }) } };
}

const overHttp: Send = async (file, { procedure, what, ...said }, headers) => {
  const query = new URLSearchParams(Object.entries(said).filter(([, value]) => value) as [string, string][]);
  const form = new FormData();
  form.set('file', file);
  const address = `${BACKEND_URL}/files/plan/${encodeURIComponent(procedure)}/${what}?${query}`;
  const response = await fetch(address, { method: 'POST', headers, body: form });
  return { status: response.status, body: await response.json() };
};

/** As `refused`, where what is wrong with a file is said at one field of the form, with the place in the file. */
export function refusedFile(problem: Problem, typed: Record<string, string>, field: string) {
  if (problem.fields.title) return refused(problem, typed);
  const [code = problem.code] = Object.values(problem.fields);
  const [place = ''] = Object.keys(problem.fields).filter((name) => /[.[]/.test(name));
  return fail(422, { typed, errors: { [field]: code }, place });
}
