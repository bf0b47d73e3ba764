import type { Action } from '@sveltejs/kit';

import { onTo, refused } from '#lib/desk/form.ts';
import { formOf } from '#lib/platform/form.ts';

import { DiscardTextDraft, LayOutText } from './desk.graphql.ts';
import { refusedFile, sendPlanFile } from './plan-file.ts';

const textPage = (slug: string, key: string, done: string): never =>
  onTo(`/verfahren/${slug}/texte/${key}`, done);

/** The uploaded DOCX where there is one, otherwise what was typed or pasted. */
function written(form: FormData): File {
  const file = form.get('file');
  if (file instanceof File && file.name) return file;
  return new File([String(form.get('source') ?? '')], 'text.md');
}

/** Keeps a new text as a draft and leads to its preview. */
export const begin: Action<{ slug: string }> = async (event) => {
  const form = await formOf(event.request);
  const title = String(form.get('title') ?? '');
  const order = { procedure: event.params.slug, what: 'text' as const, title };
  const { id, problem } = await sendPlanFile(event, written(form), order);
  const typed = { title, source: String(form.get('source') ?? '') };
  if (problem) return refusedFile(problem, typed, 'source');
  textPage(event.params.slug, id, 'gesichert');
};

/** Keeps the next version of a text as a draft and shows what it changes. */
export const save: Action<{ slug: string; key: string }> = async (event) => {
  const form = await formOf(event.request);
  const { slug, key } = event.params;
  const { problem } = await sendPlanFile(event, written(form), { procedure: slug, what: 'text', key });
  if (problem) return refusedFile(problem, { source: String(form.get('source') ?? '') }, 'source');
  textPage(slug, key, 'gesichert');
};

export const layOut: Action<{ slug: string; key: string }> = async ({ request, locals, params }) => {
  const procedure = String((await formOf(request)).get('procedure'));
  const { problem } = await locals.backend.ask(LayOutText, { procedure, key: params.key });
  if (problem) return refused(problem, {}, { text: 'source' });
  textPage(params.slug, params.key, 'ausgelegt');
};

export const discard: Action<{ slug: string; key: string }> = async ({ request, locals, params }) => {
  const procedure = String((await formOf(request)).get('procedure'));
  const { problem } = await locals.backend.ask(DiscardTextDraft, { procedure, key: params.key });
  if (problem) return refused(problem, {}, { text: 'source' });
  onTo(`/verfahren/${params.slug}/texte`, 'verworfen');
};
