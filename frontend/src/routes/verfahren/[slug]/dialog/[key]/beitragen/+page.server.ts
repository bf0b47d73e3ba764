import { redirect } from '@sveltejs/kit';

import { refused, typedIn } from '#lib/desk/form.ts';
import { Contribute, ContributionFormPage } from '#lib/dialogue/dialogue.graphql.ts';
import { passageIn, proofNeeded } from '#lib/dialogue/passage.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { PERSONAL } from '#lib/platform/caching.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  const asked = { procedure: params.slug, dialogue: params.key };
  const { procedure, contributions, me, mySuspension, formTask } = await locals.backend.load(
    ContributionFormPage,
    asked,
  );
  setHeaders(PERSONAL);
  return {
    ...{ procedure, dialogue: contributions.dialogue, name: me?.name ?? '', id: crypto.randomUUID() },
    ...{ suspension: mySuspension, task: formTask },
  };
};

export const actions: Actions = {
  default: async (event) => {
    const field = await typedIn(event);
    const names = ['id', 'title', 'text', 'category', 'authorName', 'email'];
    const typed = Object.fromEntries(names.map((name) => [name, field(name)]));
    const contribution = {
      ...{ procedure: event.params.slug, dialogue: event.params.key },
      ...{ id: field('id'), title: field('title'), text: field('text') },
      ...{ category: field('category') || null, authorName: field('authorName').trim() || null },
      email: field('email').trim() || null,
    };
    const { data, problem } = await event.locals.backend.ask(Contribute, {
      contribution,
      passage: passageIn(field),
    });
    if (problem?.code === 'proof.needed') return proofNeeded(typed);
    if (problem) return refused(problem, typed, { text: 'text' });
    const { number, code } = data.contribute;
    redirect(303, localizeHref(`/verfahren/${event.params.slug}/dialog/quittung/${number}/${code}?neu=1`));
  },
};
