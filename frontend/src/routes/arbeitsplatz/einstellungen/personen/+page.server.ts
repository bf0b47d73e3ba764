import { fail } from '@sveltejs/kit';

import { deskData } from '#lib/desk/desk.ts';
import { onTo, refused, typedIn } from '#lib/desk/form.ts';
import { statusOf } from '#lib/platform/backend.ts';
import { EndInvitation, EndRole, GrantRole, PeoplePage } from '#lib/town/people.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { people, deskProcedures } = await deskData(event, PeoplePage, {});
  return { people, procedures: deskProcedures };
};

export const actions: Actions = {
  grant: async (event) => {
    const field = await typedIn(event);
    const typed = { mail: field('mail'), role: field('role'), procedure: field('procedure') };
    const grant = { mail: typed.mail.trim(), role: typed.role, procedure: typed.procedure || null };
    const { data, problem } = await event.locals.backend.ask(GrantRole, { grant });
    if (problem) return refused(problem, typed);
    return onTo('/einstellungen/personen', data.grantRole.isInvitation ? 'eingeladen' : 'vergeben');
  },
  end: async (event) => {
    const field = await typedIn(event);
    const { problem } = await event.locals.backend.ask(EndRole, { id: field('id') });
    if (problem) return fail(Math.max(409, statusOf(problem.code)), { code: problem.code });
    return onTo('/einstellungen/personen', 'beendet');
  },
  withdraw: async (event) => {
    const field = await typedIn(event);
    const { problem } = await event.locals.backend.ask(EndInvitation, { id: field('id') });
    if (problem) return fail(Math.max(409, statusOf(problem.code)), { code: problem.code });
    return onTo('/einstellungen/personen', 'zurueckgenommen');
  },
};
