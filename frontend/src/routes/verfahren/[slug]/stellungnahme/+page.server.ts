import { fail, redirect } from '@sveltejs/kit';

import { localizeHref } from '#lib/platform/address.ts';
import { PERSONAL } from '#lib/platform/caching.ts';
import { statusOf } from '#lib/platform/backend.ts';
import { draftWithFiles } from '#lib/statement/chosen-files.ts';
import { emptyDraft, inputFrom } from '#lib/statement/draft.ts';
import { problemsIn } from '#lib/statement/problems.ts';
import { StatementFormPage, StatementParagraphs, SubmitStatement } from '#lib/statement/statement.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const { procedure, me } = await locals.backend.load(StatementFormPage, { slug: params.slug });
  const texts = await Promise.all(
    procedure.texts.map(async ({ key }) => {
      const { planText } = await locals.backend.load(StatementParagraphs, { procedure: params.slug, key });
      return {
        title: planText.title,
        paragraphs: planText.blocks.filter(({ kind }) => kind === 'paragraph'),
      };
    }),
  );
  setHeaders(PERSONAL);
  const institutions = me?.institutions ?? [];
  return { procedure, texts, institutions, fresh: emptyDraft({ about: aboutFrom(url.searchParams) }) };
};

export const actions: Actions = {
  /** Shows everything as it will be kept, before it is sent (§ 9a OZG). */
  review: async (event) => {
    const { draft, errors } = await draftWithFiles(event);
    Object.assign(errors, problemsIn(draft));
    return Object.keys(errors).length
      ? fail(422, { draft, errors, step: 'write' })
      : { draft, errors, step: 'review' };
  },
  /** Adds or removes files without scripts; nothing typed is lost. */
  attach: async (event) => {
    const { draft, errors } = await draftWithFiles(event);
    return Object.keys(errors).length
      ? fail(422, { draft, errors, step: 'write' })
      : { draft, errors, step: 'write' };
  },
  change: async (event) => {
    const { draft, errors } = await draftWithFiles(event);
    return { draft, errors, step: 'write' };
  },
  send: async (event) => {
    const { draft } = await draftWithFiles(event);
    const { locals, params } = event;
    const { data, problem } = await locals.backend.ask(SubmitStatement, {
      input: inputFrom(draft, params.slug),
    });
    if (problem) {
      const errors: Record<string, string> = Object.keys(problem.fields).length
        ? problem.fields
        : { form: problem.code };
      return fail(Math.max(422, statusOf(problem.code)), { draft, errors, step: 'write' });
    }
    const { number, code } = data.submitStatement;
    redirect(303, localizeHref(`/quittung/${number}/${code}?neu=1`));
  },
};

function aboutFrom(query: URLSearchParams): string {
  if (query.get('absatz')) return `p:${query.get('absatz')}`;
  if (query.get('unterlage')) return `d:${query.get('unterlage')}`;
  return query.get('stelle') ? `f:${query.get('stelle')}` : 'whole';
}
