import { graphql } from '#lib/graphql/graphql.ts';

export const LogPage = graphql(`
  query LogPage(
    $procedure: String
    $who: String
    $what: String
    $from: String
    $to: String
    $number: String
    $after: String
  ) {
    log(procedure: $procedure, who: $who, what: $what, from: $from, to: $to, number: $number, after: $after) {
      next
      actions
      isFresh
      people {
        id
        name
      }
      lines {
        id
        at
        who
        action
        number
        procedureTitle
        before
        after
      }
    }
  }
`);
