import { fail, redirect, type RequestEvent } from '@sveltejs/kit';

import { typedIn } from '#lib/desk/form.ts';
import {
  ChangeRhythm,
  EndSubscription,
  EndSubscriptions,
  SubscriberPage,
} from '#lib/notification/notification.graphql.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { statusOf, type Problem } from '#lib/platform/backend.ts';
import { PERSONAL } from '#lib/platform/caching.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders(PERSONAL);
  const { subscriber } = await locals.backend.load(SubscriberPage, params);
  return { subscriber };
};

/** Back to the list, with a word about what was done. */
function done({ params }: RequestEvent, problem: Problem | null, word: string) {
  if (problem) return fail(Math.max(409, statusOf(problem.code)), { code: problem.code });
  return redirect(303, localizeHref(`/benachrichtigungen/${params.id}/${params.code}?${word}`));
}

const keyOf = ({ params: { id = '', code = '' } }: RequestEvent) => ({ id, code });

export const actions: Actions = {
  rhythm: async (event) => {
    const field = await typedIn(event);
    const change = { ...keyOf(event), subscription: field('subscription'), rhythm: field('rhythm') };
    return done(event, (await event.locals.backend.ask(ChangeRhythm, change)).problem, 'geaendert');
  },
  end: async (event) => {
    const field = await typedIn(event);
    const one = { ...keyOf(event), subscription: field('subscription') };
    return done(event, (await event.locals.backend.ask(EndSubscription, one)).problem, 'beendet');
  },
  endAll: async (event) =>
    done(event, (await event.locals.backend.ask(EndSubscriptions, keyOf(event))).problem, 'abgemeldet'),
};
