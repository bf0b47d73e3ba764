import { fail, redirect } from '@sveltejs/kit';

import { deskData } from '#lib/desk/desk.ts';
import { typedIn } from '#lib/desk/form.ts';
import { decide, decisionFrom } from '#lib/dialogue/deciding.ts';
import { ClaimVoice, GiveVoiceBack, OpenVoice } from '#lib/dialogue/moderating.graphql.ts';
import { onToNext, passedIn } from '#lib/dialogue/next.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { statusOf } from '#lib/platform/backend.ts';

import type { Actions, PageServerLoad } from './$types';

// To open it is to take it up: nobody else gets it for ten minutes.
export const load: PageServerLoad = async (event) => {
  const { openVoice } = await deskData(event, OpenVoice, event.params);
  const { searchParams } = event.url;
  return { ...openVoice, procedure: searchParams.get('verfahren'), isAfter: searchParams.has('entschieden') };
};

export const actions: Actions = {
  decide: async (event) => {
    const typed = decisionFrom(await typedIn(event));
    const { kind, id } = event.params;
    const problem = await decide(event.locals.backend, { ...typed, kind, id });
    if (problem) {
      const first = Object.keys(problem.fields).length ? problem.fields : { reason: problem.code };
      return fail(Math.max(422, statusOf(problem.code)), { typed, errors: first });
    }
    const { url } = event;
    const procedure = url.searchParams.get('verfahren');
    redirect(303, await onToNext(event, { procedure, passed: passedIn(url), done: 'entschieden' }));
  },
  /** Later: somebody else may take it, and the next one follows. */
  pass: async (event) => {
    await event.locals.backend.ask(GiveVoiceBack, event.params);
    const passed = [...passedIn(event.url), event.params.id];
    const procedure = event.url.searchParams.get('verfahren');
    redirect(303, await onToNext(event, { procedure, passed }));
  },
  leave: async (event) => {
    await event.locals.backend.ask(GiveVoiceBack, event.params);
    redirect(303, `${localizeHref('/arbeitsplatz/moderation')}?zurueck`);
  },
  /** Still working on it. */
  renew: async (event) => {
    const { data } = await event.locals.backend.ask(ClaimVoice, event.params);
    return { isMine: data?.claimVoice ?? false };
  },
};
