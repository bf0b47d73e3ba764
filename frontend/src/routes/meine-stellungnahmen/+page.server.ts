import { PERSONAL } from '#lib/platform/caching.ts';
import { error } from '@sveltejs/kit';

import { statusOf } from '#lib/platform/backend.ts';
import { MyStatements } from '#lib/statement/statement.graphql.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
  setHeaders(PERSONAL);
  const { data, problem } = await locals.backend.ask(MyStatements, {});
  if (problem && !problem.code.endsWith('forbidden'))
    error(statusOf(problem.code), { message: problem.code, code: problem.code });
  return {
    statements: data?.myStatements ?? null,
    name: data?.me?.name ?? null,
    speaksFor: data?.me?.institutions ?? [],
  };
};
