import { fail, redirect } from '@sveltejs/kit';

import { refused } from '#lib/desk/form.ts';
import { Contribute, ContributionFormPage } from '#lib/dialogue/dialogue.graphql.ts';
import { passageIn, proofNeeded } from '#lib/dialogue/passage.ts';
import { pointFrom } from '#lib/dialogue/place.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { PERSONAL } from '#lib/platform/caching.ts';
import { formOf } from '#lib/platform/form.ts';
import { filesOf } from '#lib/platform/upload.ts';

import type { Actions, PageServerLoad, RequestEvent } from './$types';

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

const NAMES = [
  ...['id', 'title', 'text', 'category', 'spot', 'place', 'authorName', 'email'],
  ...['proof', 'scripts'],
];

/** What was typed, with the files that came with the form in quarantine. */
async function sent(event: RequestEvent) {
  const form = await formOf(event.request);
  const field = (name: string) => String(form.get(name) ?? '').replaceAll('\r\n', '\n');
  const { files, problem } = await filesOf(event, form);
  const errors: Record<string, string> = problem ? { files: problem } : {};
  return { typed: Object.fromEntries(NAMES.map((name) => [name, field(name)])), files, errors };
}

export const actions: Actions = {
  /** Adds or removes files without scripts; nothing typed is lost. */
  attach: async (event) => {
    const { typed, files, errors } = await sent(event);
    return Object.keys(errors).length ? fail(422, { typed, files, errors }) : { typed, files, errors };
  },
  send: async (event) => {
    const { typed, files, errors } = await sent(event);
    const { id = '', title = '', text = '', category, authorName, email } = typed;
    const where = (typed.place || typed.spot || '').trim();
    const place = where ? pointFrom(where) : null;
    if (where && !place) errors.place = 'contribution.place-wrong';
    if (Object.keys(errors).length) return fail(422, { typed, files, errors });
    const contribution = {
      ...{ procedure: event.params.slug, dialogue: event.params.key, id, title, text, place },
      ...{ category: category || null, authorName: authorName?.trim() || null, email: email?.trim() || null },
      ...(files.length && { files: files.map(({ id, token }) => ({ id, token })) }),
    };
    const { data, problem } = await event.locals.backend.ask(Contribute, {
      contribution,
      passage: passageIn((name) => typed[name] ?? ''),
    });
    if (problem?.code === 'proof.needed') return proofNeeded(typed, files);
    if (problem) {
      const { status, data: said } = refused(problem, typed, { text: 'text' });
      return fail(status, { ...said, files });
    }
    const { number, code } = data.contribute;
    redirect(303, localizeHref(`/verfahren/${event.params.slug}/dialog/quittung/${number}/${code}?neu=1`));
  },
};
