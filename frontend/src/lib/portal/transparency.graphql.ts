import { graphql } from '#lib/graphql/graphql.ts';

/** How dialogues were moderated in a period. */
export const TransparencyPage = graphql(`
  query TransparencyPage($from: String!, $to: String!) {
    operator {
      fullName
    }
    transparency(from: $from, to: $to) {
      from
      to
      firstYear
      figures {
        key
        value
      }
      towns {
        name
        slug
        contributions
        comments
        notices
        restrictions
        complaints
        suspensions
      }
    }
  }
`);
