import { deskData } from '#lib/desk/desk.ts';
import { decide, drop, insert, mark, save } from '#lib/weighing/weigh.actions.ts';
import { WeighingPage } from '#lib/weighing/weigh.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { weighing } = await deskData(event, WeighingPage, { number: event.params.number });
  const asked = event.url.searchParams.get('abschnitt');
  const isReady = ({ versions }: (typeof weighing.sections)[number]) => Boolean(versions[0]?.readyAt);
  const section =
    weighing.sections.find(({ id }) => id === asked) ??
    weighing.sections.find((one) => !isReady(one)) ??
    weighing.sections[0] ??
    null;
  return { weighing, section };
};

export const actions: Actions = { save, insert, mark, drop, decide };
