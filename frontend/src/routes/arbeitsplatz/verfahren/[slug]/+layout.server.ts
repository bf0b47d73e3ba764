import { deskData } from '#lib/desk/desk.ts';
import { DeskProcedureShell } from '#lib/procedure/desk.graphql.ts';

import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
  const { deskProcedure } = await deskData(event, DeskProcedureShell, { slug: event.params.slug });
  return { procedure: deskProcedure };
};
