import { deskData } from '#lib/desk/desk.ts';
import { Today } from '#lib/desk/desk.graphql.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { desk } = await deskData(event, Today, {});
  return { due: desk.due };
};
