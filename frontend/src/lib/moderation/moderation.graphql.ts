import { graphql } from '#lib/graphql/graphql.ts';

export const ReleaseStatement = graphql(`
  mutation ReleaseStatement($number: String!, $copy: ReleaseInput!) {
    releaseStatement(number: $number, copy: $copy) {
      nextOpen
    }
  }
`);
