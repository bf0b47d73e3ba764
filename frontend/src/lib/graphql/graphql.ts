import { initGraphQLTada } from 'gql.tada';

import type { introspection } from './schema.d.ts';

/** Types of the contract in backend/schema.graphql. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: { Json: unknown };
}>();

export type { ResultOf, VariablesOf } from 'gql.tada';
