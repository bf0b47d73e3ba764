import { fail, redirect } from '@sveltejs/kit';

import { personalData } from '#lib/account/personal.ts';
import { refused, typedIn } from '#lib/desk/form.ts';
import { EndMember, InviteMember, OwnInstitutionsPage } from '#lib/institution/institution.graphql.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { statusOf } from '#lib/platform/backend.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { myInstitutions, me } = await personalData(event, OwnInstitutionsPage, {});
  return { ...myInstitutions, name: me?.name ?? null };
};

const onward = (done: string) => redirect(303, `${localizeHref('/institutionen')}?${done}`);

export const actions: Actions = {
  invite: async (event) => {
    const field = await typedIn(event);
    const typed = { mail: field('mail'), role: field('role'), institution: field('institution') };
    const member = { ...typed, mail: typed.mail.trim() };
    const { problem } = await event.locals.backend.ask(InviteMember, { member });
    return problem ? refused(problem, typed) : onward('eingeladen');
  },
  end: async (event) => {
    const field = await typedIn(event);
    const { problem } = await event.locals.backend.ask(EndMember, { id: field('id') });
    if (problem) return fail(Math.max(409, statusOf(problem.code)), { code: problem.code });
    return onward('beendet');
  },
};
