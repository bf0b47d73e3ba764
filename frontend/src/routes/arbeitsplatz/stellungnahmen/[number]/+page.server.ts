import { deskData } from '#lib/desk/desk.ts';
import { answer } from '#lib/weighing/answer.actions.ts';
import { assignOne } from '#lib/weighing/list/list.actions.ts';
import { CasePage } from '#lib/weighing/weighing.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) =>
  await deskData(event, CasePage, { number: event.params.number });

export const actions: Actions = { answer, assign: assignOne };
