import { deskData } from '#lib/desk/desk.ts';
import { ProcedurePreview } from '#lib/procedure/procedure.graphql.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { procedurePreview } = await deskData(event, ProcedurePreview, { slug: event.params.slug });
  return { preview: procedurePreview };
};
