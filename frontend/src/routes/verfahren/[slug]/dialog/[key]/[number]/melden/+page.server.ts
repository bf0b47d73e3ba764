import { error, redirect } from '@sveltejs/kit';

import { refused, typedIn } from '#lib/desk/form.ts';
import { ContributionPage } from '#lib/dialogue/dialogue.graphql.ts';
import { ReportVoice } from '#lib/dialogue/report.graphql.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { PERSONAL } from '#lib/platform/caching.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const { slug: procedure, number } = params;
  const { contribution } = await locals.backend.load(ContributionPage, { procedure, number, page: 1 });
  setHeaders(PERSONAL);
  const asked = url.searchParams.get('kommentar');
  const comment = asked ? contribution.thread.find(({ id }) => id === asked) : null;
  const said = asked ? comment : contribution;
  if (!said?.text) error(404, { message: 'comment.not-found', code: 'comment.not-found' });
  return {
    ...{ id: crypto.randomUUID(), kind: asked ? 'comment' : 'contribution', subject: said.id },
    ...{ text: said.text, title: contribution.title ?? '' },
  };
};

export const actions: Actions = {
  default: async (event) => {
    const field = await typedIn(event);
    const names = ['id', 'kind', 'subject', 'ground', 'text', 'email'];
    const typed = Object.fromEntries(names.map((name) => [name, field(name)]));
    const report = {
      ...{ id: field('id'), kind: field('kind'), subject: field('subject'), ground: field('ground') },
      ...{ text: field('text'), email: field('email').trim() || null },
    };
    const { data, problem } = await event.locals.backend.ask(ReportVoice, { report });
    if (problem) return refused(problem, typed, { text: 'text' });
    const { number, code } = data.reportVoice;
    redirect(303, localizeHref(`/meldung/${number}/${code}?neu=1`));
  },
};
