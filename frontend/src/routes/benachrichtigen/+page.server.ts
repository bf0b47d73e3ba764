import { redirect } from '@sveltejs/kit';

import { refused, typedIn } from '#lib/desk/form.ts';
import { FollowContribution, FollowProcedure, Subscribe } from '#lib/notification/notification.graphql.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { PERSONAL } from '#lib/platform/caching.ts';
import { StartPage } from '#lib/portal/portal.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

const FIELDS = ['what', 'place', 'km', 'longitude', 'latitude', 'topic', 'form', 'word', 'rhythm', 'email'];
/** What each choice is made of; the fields of the others do not count. */
const OF: Record<string, string[]> = {
  place: ['place', 'km', 'longitude', 'latitude'],
  topic: ['topic', 'form', 'word'],
};
const NUMBERS = new Set(['km', 'longitude', 'latitude']);

/** One thing within a procedure, as the address says it. */
function onlyIn(url: URL) {
  const word = (name: string, max: number) => url.searchParams.get(name)?.slice(0, max) || null;
  return {
    procedure: word('verfahren', 80),
    dialogue: word('dialog', 60),
    contribution: word('beitrag', 11),
  };
}

/** What the map shows at first: the surroundings of the town, or all of the Land (degrees). */
function viewOf(municipalities: { ags: string; centre: number[] }[], ags: string | null): number[][] {
  const own = municipalities.find((one) => one.ags === ags);
  if (!own) return municipalities.map(({ centre }) => centre);
  const [longitude, latitude] = own.centre as [number, number];
  return [-0.1, 0.1].map((away) => [longitude + away, latitude + away / 2]);
}

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders(PERSONAL);
  const { procedure: slug, dialogue: key, contribution: number } = onlyIn(url);
  if (!slug) {
    const { municipalities } = await locals.backend.load(StartPage, {});
    return { followed: null, back: null, view: viewOf(municipalities, locals.portal.town?.ags ?? null) };
  }
  const back = `/verfahren/${encodeURIComponent(slug)}`;
  if (number) {
    const { contribution } = await locals.backend.load(FollowContribution, { procedure: slug, number });
    return { followed: contribution.title, back, view: null };
  }
  const { procedure, dialogues } = await locals.backend.load(FollowProcedure, { slug });
  const dialogue = dialogues.find((one) => one.key === key);
  return { followed: dialogue?.title ?? procedure.title, back, view: null };
};

export const actions: Actions = {
  default: async (event) => {
    const field = await typedIn(event);
    const typed = Object.fromEntries(FIELDS.map((name) => [name, field(name)]));
    const chosen = (OF[field('what')] ?? []).filter((name) => field(name).trim());
    const subscription = {
      ...{ email: field('email').trim(), rhythm: field('rhythm') },
      ...onlyIn(event.url),
      ...Object.fromEntries(
        chosen.map((name) => [name, NUMBERS.has(name) ? Number(field(name)) || 0 : field(name)]),
      ),
    };
    if (field('what') === 'place' && !field('place').trim() && !field('longitude'))
      return refused({ code: 'input.invalid', fields: { place: 'subscription.place-missing' } }, typed);
    const { problem } = await event.locals.backend.ask(Subscribe, { subscription });
    if (problem) return refused(problem, typed, { text: 'email' });
    redirect(303, localizeHref('/benachrichtigen/gesendet'));
  },
};
