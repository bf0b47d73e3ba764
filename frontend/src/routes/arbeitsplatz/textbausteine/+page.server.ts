import { deskData } from '#lib/desk/desk.ts';
import { onTo, refused, typedIn } from '#lib/desk/form.ts';
import { RemoveTextBlock, SaveTextBlock, TextBlocks } from '#lib/weighing/weigh.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { textBlocks } = await deskData(event, TextBlocks, {});
  const asked = event.url.searchParams.get('baustein');
  return { blocks: textBlocks, chosen: textBlocks.find(({ id }) => id === asked) ?? null };
};

export const actions: Actions = {
  save: async (event) => {
    const field = await typedIn(event);
    const block = { title: field('title'), text: field('text') };
    const { problem } = await event.locals.backend.ask(SaveTextBlock, { id: field('id') || null, block });
    if (problem) return refused(problem, block, { text: 'text' });
    onTo('/textbausteine', 'gespeichert');
  },
  remove: async (event) => {
    const field = await typedIn(event);
    const { problem } = await event.locals.backend.ask(RemoveTextBlock, { id: field('id') });
    if (problem) return refused(problem, {}, { text: 'title' });
    onTo('/textbausteine', 'entfernt');
  },
};
