import { deskData } from '#lib/desk/desk.ts';
import { LogPage } from '#lib/log/log.graphql.ts';
import { answer } from '#lib/weighing/answer.actions.ts';
import { assignOne } from '#lib/weighing/list/list.actions.ts';
import { CasePage } from '#lib/weighing/weighing.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { case: found } = await deskData(event, CasePage, { number: event.params.number });
  const { number, procedureSlug: procedure } = found.statement;
  // Who may not read the log of the procedure sees the statement without it.
  const { data } = await event.locals.backend.ask(LogPage, { procedure, number });
  return { case: found, log: data?.log.lines ?? null };
};

export const actions: Actions = { answer, assign: assignOne };
