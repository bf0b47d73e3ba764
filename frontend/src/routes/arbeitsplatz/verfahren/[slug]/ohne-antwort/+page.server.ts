import { deskData } from '#lib/desk/desk.ts';
import { onTo, refused, typedIn } from '#lib/desk/form.ts';
import { MailAnswerAgain, UnansweredPage } from '#lib/weighing/outgoing.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const reason = event.url.searchParams.get('grund')?.slice(0, 40) || null;
  const after = event.url.searchParams.get('ab')?.slice(0, 100) || null;
  const asked = { slug: event.params.slug, reason, after };
  const { unanswered } = await deskData(event, UnansweredPage, asked);
  return { unanswered, reason };
};

export const actions: Actions = {
  again: async (event) => {
    const field = await typedIn(event);
    const { problem } = await event.locals.backend.ask(MailAnswerAgain, { number: field('number') });
    if (problem) return refused(problem, {}, { text: 'list' });
    onTo(`/verfahren/${event.params.slug}/ohne-antwort`, 'gesendet');
  },
};
