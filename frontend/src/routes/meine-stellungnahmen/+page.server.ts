import { PERSONAL } from '#lib/platform/caching.ts';
import { MyStatements } from '#lib/statement/statement.graphql.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
  setHeaders(PERSONAL);
  const { data } = await locals.backend.ask(MyStatements, {});
  return { statements: data?.myStatements ?? null };
};
