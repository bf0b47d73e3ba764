import { graphql } from '#lib/graphql/graphql.ts';

export const ProcedureResultPage = graphql(`
  query ProcedureResultPage($procedure: String!, $topic: String, $outcome: String, $page: Int!) {
    procedure(slug: $procedure) {
      slug
      title
      townName
      result
    }
    result(procedure: $procedure, topic: $topic, outcome: $outcome, page: $page) {
      figures
      decisions
      inspections
      topics
      total
      nodes {
        id
        label
        authorLabel
        text
        topic
        outcome
        parts
        decidedOn
        body
      }
    }
  }
`);
