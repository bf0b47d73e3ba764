import { deskData } from '#lib/desk/desk.ts';
import { DeskTextPage } from '#lib/plan/desk.graphql.ts';
import { discard, layOut, save } from '#lib/plan/text.actions.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { slug, key } = event.params;
  const { deskText } = await deskData(event, DeskTextPage, { procedure: slug, key });
  return { text: deskText };
};

export const actions: Actions = { save, layOut, discard };
