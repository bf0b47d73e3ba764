import { fail } from '@sveltejs/kit';

import { deskData } from '#lib/desk/desk.ts';
import { onTo, typedIn } from '#lib/desk/form.ts';
import { statusOf } from '#lib/platform/backend.ts';
import { RestoreTown, TownHistoryPage } from '#lib/town/town.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const before = Number(event.url.searchParams.get('vor')) || null;
  const { townHistory, townSettings } = await deskData(event, TownHistoryPage, { before });
  return { history: townHistory, version: townSettings.version };
};

export const actions: Actions = {
  restore: async (event) => {
    const field = await typedIn(event);
    const [version, number] = [Number(field('version')) || 0, Number(field('number')) || 0];
    const { problem } = await event.locals.backend.ask(RestoreTown, { version, number });
    if (problem) return fail(Math.max(409, statusOf(problem.code)), { code: problem.code });
    return onTo('/einstellungen/verlauf', 'wiederhergestellt');
  },
};
