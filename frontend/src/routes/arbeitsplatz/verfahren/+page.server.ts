import { deskData } from '#lib/desk/desk.ts';
import { DeskProcedures } from '#lib/procedure/desk.graphql.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { deskProcedures } = await deskData(event, DeskProcedures, {});
  return { procedures: deskProcedures };
};
