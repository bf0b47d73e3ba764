import { graphql } from '#lib/graphql/graphql.ts';

/** What became of a contribution, with every step. */
export const BecameFields = graphql(`
  fragment BecameFields on Became {
    becomes
    text
    office
    at
    isChanged
    steps {
      becomes
      at
    }
  }
`);
