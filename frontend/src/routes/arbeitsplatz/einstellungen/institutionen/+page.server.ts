import { deskData } from '#lib/desk/desk.ts';
import { onTo, refused, typedIn } from '#lib/desk/form.ts';
import {
  InstitutionRegisterPage,
  InviteMember,
  RegisterInstitution,
} from '#lib/institution/institution.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const asked = { words: searchParams.get('q') ?? '', after: searchParams.get('nach') ?? '' };
  const { institutions } = await deskData(event, InstitutionRegisterPage, asked);
  return { ...institutions, ...asked };
};

export const actions: Actions = {
  register: async (event) => {
    const field = await typedIn(event);
    const typed = { name: field('name'), mail: field('mail') };
    const institution = { name: typed.name.trim(), mail: typed.mail.trim() };
    const { problem } = await event.locals.backend.ask(RegisterInstitution, { institution });
    return problem ? refused(problem, typed) : onTo('/einstellungen/institutionen', 'eingetragen');
  },
  /** Another coordinator for a body that has none who still answers. */
  invite: async (event) => {
    const field = await typedIn(event);
    const typed = { mail: field('mail'), institution: field('institution') };
    const member = { ...typed, mail: typed.mail.trim(), role: 'coordinator' };
    const { problem } = await event.locals.backend.ask(InviteMember, { member });
    return problem ? refused(problem, typed) : onTo('/einstellungen/institutionen', 'eingeladen');
  },
};
