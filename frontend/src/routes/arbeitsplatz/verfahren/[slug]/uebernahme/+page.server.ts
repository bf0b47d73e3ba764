import { deskData } from '#lib/desk/desk.ts';
import { onTo, refused, typedIn } from '#lib/desk/form.ts';
import { BridgePage, DeclareBridge, TakeContributions } from '#lib/weighing/bridge.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { bridges } = await deskData(event, BridgePage, { procedure: event.params.slug });
  return { bridges };
};

const here = (slug: string) => `/verfahren/${slug}/uebernahme`;

export const actions: Actions = {
  declare: async (event) => {
    const field = await typedIn(event);
    const procedure = event.params.slug;
    const asked = { procedure, dialogue: field('dialogue') };
    const { problem } = await event.locals.backend.ask(DeclareBridge, asked);
    if (problem) return refused(problem, {}, { text: 'dialoge' });
    return onTo(here(procedure), 'erklaert');
  },
  take: async (event) => {
    const field = await typedIn(event);
    const procedure = event.params.slug;
    const dialogue = field('dialogue');
    const asked = { procedure, dialogue, hasHidden: field(`verborgene-${dialogue}`) === 'on' };
    const { problem } = await event.locals.backend.ask(TakeContributions, asked);
    if (problem) return refused(problem, {}, { text: 'dialoge' });
    return onTo(here(procedure), 'begonnen');
  },
};
