import { fail, redirect } from '@sveltejs/kit';

import { refused, typedIn } from '#lib/desk/form.ts';
import { ContributionPage, MyRating, Rate, WriteComment } from '#lib/dialogue/dialogue.graphql.ts';
import { passageIn, proofNeeded } from '#lib/dialogue/passage.ts';
import { markVoter, voterOf } from '#lib/dialogue/voter.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { statusOf } from '#lib/platform/backend.ts';
import { PERSONAL } from '#lib/platform/caching.ts';
import { pageIn } from '#lib/platform/paging.ts';

import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, cookies, setHeaders }) => {
  const page = pageIn(url);
  const { slug: procedure, number } = params;
  const found = await locals.backend.load(ContributionPage, { procedure, number, page });
  // Who wrote the same as somebody before is shown there, and their receipt leads to it.
  const shown = found.contribution.number;
  if (shown !== number) redirect(307, localizeHref(`/verfahren/${procedure}/dialog/${params.key}/${shown}`));
  // The forms have ids of their own, and one's rating is one's own.
  setHeaders(PERSONAL);
  const voter = voterOf(cookies);
  const { data } = await locals.backend.ask(MyRating, { contribution: found.contribution.id, voter });
  const ids = Object.fromEntries(
    ['new', ...found.contribution.thread.map(({ id }) => id)].map((at) => [at, crypto.randomUUID()]),
  );
  return {
    ...found,
    page,
    ids,
    rating: data?.myRating ?? null,
    name: data?.me?.name ?? '',
    suspension: data?.mySuspension ?? null,
    task: data?.formTask ?? null,
  };
};

const here = ({ params: { slug, key, number } }: RequestEvent) =>
  localizeHref(`/verfahren/${slug}/dialog/${key}/${number}`);

async function idOf({ locals, params: { slug: procedure, number } }: RequestEvent): Promise<string> {
  const { contribution } = await locals.backend.load(ContributionPage, { procedure, number, page: 1 });
  return contribution.id;
}

export const actions: Actions = {
  rate: async (event) => {
    const field = await typedIn(event);
    const contribution = await idOf(event);
    const voter = markVoter(event.cookies);
    const rating = { contribution, value: field('value'), voter };
    const { problem } = await event.locals.backend.ask(Rate, { rating });
    if (problem) return fail(Math.max(409, statusOf(problem.code)), { code: problem.code });
    redirect(303, `${here(event)}?bewertet#bewertung`);
  },
  comment: async (event) => {
    const field = await typedIn(event);
    const typed = {
      text: field('text'),
      authorName: field('authorName'),
      id: field('id'),
      parent: field('parent'),
      email: field('email'),
    };
    const comment = {
      ...{ id: typed.id, contribution: await idOf(event), text: typed.text },
      ...{ parent: typed.parent || null, authorName: typed.authorName.trim() || null },
      email: typed.email.trim() || null,
    };
    const { data, problem } = await event.locals.backend.ask(WriteComment, {
      comment,
      passage: passageIn(field),
    });
    if (problem?.code === 'proof.needed') return proofNeeded(typed);
    if (problem) return refused(problem, typed, { text: 'text' });
    const { number, code } = data.comment;
    redirect(303, localizeHref(`/verfahren/${event.params.slug}/dialog/quittung/${number}/${code}?neu=1`));
  },
};
