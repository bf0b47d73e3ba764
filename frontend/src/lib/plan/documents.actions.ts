import { fail, type Action } from '@sveltejs/kit';

import { onTo, refused } from '#lib/desk/form.ts';
import { formOf } from '#lib/platform/form.ts';

import {
  DescribeDocument,
  DiscardUpload,
  MoveDocument,
  TakeDownDocument,
  TakeInDocuments,
} from './desk.graphql.ts';
import { refusedFile, sendPlanFile } from './plan-file.ts';

type Here = Action<{ slug: string }>;

const back = (slug: string, done: string): never => onTo(`/verfahren/${slug}/unterlagen`, done);
const filesIn = (form: FormData, name: string): File[] =>
  form.getAll(name).filter((value): value is File => value instanceof File && value.name !== '');

/** Takes the files of a form one after the other; those that are wrong are named, the others stay. */
export const upload: Here = async (event) => {
  const form = await formOf(event.request);
  const files = filesIn(form, 'files');
  const wrong: { name: string; code: string }[] = [];
  for (const file of files) {
    const { problem } = await sendPlanFile(event, file, { procedure: event.params.slug, what: 'document' });
    if (problem) wrong.push({ name: file.name, code: Object.values(problem.fields)[0] ?? problem.code });
  }
  if (!files.length) return fail(422, { typed: {}, errors: { files: 'file.missing' } });
  if (wrong.length) return fail(422, { typed: {}, errors: {}, wrong });
  back(event.params.slug, 'hochgeladen');
};

/** Names what was uploaded; each file has its own fields, by its id. */
export const takeIn: Here = async ({ request, locals, params }) => {
  const form = await formOf(request);
  const field = (name: string) => String(form.get(name) ?? '').trim();
  const ids = form.getAll('upload').map(String);
  const documents = ids.map((upload) => ({
    upload,
    title: field(`title-${upload}`),
    kind: field(`kind-${upload}`),
    language: field(`language-${upload}`),
  }));
  const typed = Object.fromEntries(
    documents.flatMap(({ upload, title, kind, language }) => [
      [`title-${upload}`, title],
      [`kind-${upload}`, kind],
      [`language-${upload}`, language],
    ]),
  );
  const unnamed = documents.filter(({ title }) => !title);
  if (unnamed.length) {
    const errors = Object.fromEntries(unnamed.map(({ upload }) => [`title-${upload}`, 'title.empty']));
    return fail(422, { typed, errors });
  }
  const { problem } = await locals.backend.ask(TakeInDocuments, { procedure: field('procedure'), documents });
  if (problem) return refused(problem, typed, { title: `title-${ids[0]}`, text: `title-${ids[0]}` });
  back(params.slug, 'ausgelegt');
};

export const discard: Here = async ({ request, locals, params }) => {
  const form = await formOf(request);
  const asked = { procedure: String(form.get('procedure')), upload: String(form.get('discarded')) };
  const { problem } = await locals.backend.ask(DiscardUpload, asked);
  if (problem) return refused(problem, { files: '' });
  back(params.slug, 'verworfen');
};

/** The value of the button that was pressed is `up:key` or `down:key`. */
export const move: Here = async ({ request, locals, params }) => {
  const form = await formOf(request);
  const [direction, key = ''] = String(form.get('to')).split(':');
  const asked = { procedure: String(form.get('procedure')), key, by: direction === 'up' ? -1 : 1 };
  const { problem } = await locals.backend.ask(MoveDocument, asked);
  if (problem) return refused(problem, { files: '' });
  back(params.slug, `verschoben=${encodeURIComponent(key)}`);
};

export const replace: Here = async (event) => {
  const form = await formOf(event.request);
  const key = String(form.get('key'));
  const [file] = filesIn(form, 'file');
  if (!file) return fail(422, { typed: {}, errors: { [`file-${key}`]: 'file.missing' } });
  const language = String(form.get('language') ?? 'de');
  const order = { procedure: event.params.slug, what: 'document' as const, key, language };
  const { problem } = await sendPlanFile(event, file, order);
  if (problem) return refusedFile(problem, {}, `file-${key}`);
  back(event.params.slug, 'ersetzt');
};

export const describe: Here = async ({ request, locals, params }) => {
  const form = await formOf(request);
  const key = String(form.get('key'));
  const words = { title: String(form.get(`title-${key}`)), kind: String(form.get(`kind-${key}`)) };
  const asked = { procedure: String(form.get('procedure')), key, words };
  const { problem } = await locals.backend.ask(DescribeDocument, asked);
  const named = { title: `title-${key}`, text: `title-${key}` };
  if (problem) return refused(problem, { [`title-${key}`]: words.title }, named);
  back(params.slug, 'beschrieben');
};

export const takeDown: Here = async ({ request, locals, params }) => {
  const form = await formOf(request);
  const key = String(form.get('key'));
  const reason = String(form.get(`reason-${key}`) ?? '');
  const asked = { procedure: String(form.get('procedure')), key, reason };
  const { problem } = await locals.backend.ask(TakeDownDocument, asked);
  if (problem) return refused(problem, { [`reason-${key}`]: reason }, { reason: `reason-${key}` });
  back(params.slug, 'heruntergenommen');
};
