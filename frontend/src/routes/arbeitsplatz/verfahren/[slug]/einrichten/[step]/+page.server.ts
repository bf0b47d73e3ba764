import { error } from '@sveltejs/kit';

import { deskData } from '#lib/desk/desk.ts';
import { keep, publish } from '#lib/procedure/setup/setup.actions.ts';
import { Period, ProcedureSetup } from '#lib/procedure/setup.graphql.ts';
import { stepsOf } from '#lib/procedure/setup/steps.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { slug } = event.params;
  const { deskProcedure: setup } = await deskData(event, ProcedureSetup, { slug });
  if (!setup.can.edit) error(403, { message: 'forbidden', code: 'canEditProcedure.forbidden' });
  const phase = setup.phases.findLast(({ kind }) => kind === 'early' || kind === 'display');
  const lawProfile = phase?.lawProfile ?? 'informal';
  const step = stepsOf(lawProfile).find((known) => known === event.params.step);
  if (!step) error(404, { message: 'page.not-found', code: 'page.not-found' });

  // The days may be tried out by address, before they are kept.
  const asked = event.url.searchParams;
  const firstDay = asked.get('ab') || (phase?.firstDay ?? '');
  const lastDay = asked.has('ab') ? asked.get('bis') || null : (phase?.lastDay ?? null);
  const period =
    step === 'zeitraum'
      ? (await event.locals.backend.ask(Period, { lawProfile, firstDay, lastDay })).data?.period
      : null;
  return { setup, step, lawProfile, phase: phase ?? null, period: period ?? null };
};

export const actions: Actions = { keep, publish };
