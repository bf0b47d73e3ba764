import { deskData } from '#lib/desk/desk.ts';
import { onTo, refused, typedIn } from '#lib/desk/form.ts';
import { AnnounceInspection, SameGroups } from '#lib/weighing/outgoing.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { sameGroups, procedureWeighing } = await deskData(event, SameGroups, { slug: event.params.slug });
  return { groups: sameGroups, canDecide: procedureWeighing.canDecide };
};

export const actions: Actions = {
  default: async (event) => {
    const field = await typedIn(event);
    const { slug } = event.params;
    const inspection = {
      ...{ sample: field('sample'), topic: field('topic') },
      ...{ place: field('place'), hours: field('hours') },
    };
    const { problem } = await event.locals.backend.ask(AnnounceInspection, { slug, inspection });
    if (problem) return refused(problem, inspection, { text: 'topic' });
    onTo(`/verfahren/${slug}/gleichlautend`, 'bekannt');
  },
};
