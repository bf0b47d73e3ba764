import { deskData } from '#lib/desk/desk.ts';
import { DeskShell } from '#lib/desk/desk.graphql.ts';
import { begin } from '#lib/procedure/setup/setup.actions.ts';
import { error } from '@sveltejs/kit';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { desk } = await deskData(event, DeskShell, {});
  if (!desk.can.createProcedure) error(403, { message: 'forbidden', code: 'canEditProcedure.forbidden' });
};

export const actions: Actions = { default: begin };
