import { graphql } from '#lib/graphql/graphql.ts';

/** Who is signed in; null for everybody else. */
export const Me = graphql(`
  query Me {
    me {
      name
      mail
      assurance
      roles
    }
  }
`);
