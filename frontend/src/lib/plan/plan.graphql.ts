import { graphql } from '#lib/graphql/graphql.ts';

/** A structured text with its paragraphs, and the number of published voices on each. */
export const PlanTextPage = graphql(`
  query PlanTextPage($procedure: String!, $key: String!, $version: Int) {
    procedure(slug: $procedure) {
      slug
      title
      status
      endsAt
    }
    dialogues(procedure: $procedure) {
      key
      title
      subject
    }
    planText(procedure: $procedure, key: $key, version: $version) {
      id
      key
      title
      version
      isCurrent
      laidOutAt
      versions
      blocks {
        kind
        level
        id
        number
        text
        plain
        change
        diff {
          kind
          text
        }
        voices
      }
    }
  }
`);

export const ParagraphVoices = graphql(`
  query ParagraphVoices($procedure: String!, $paragraphId: ID!) {
    voices(procedure: $procedure, paragraphId: $paragraphId, page: 1) {
      total
      nodes {
        id
        label
        authorLabel
        text
        receivedOn
        outcome
        answer
      }
    }
  }
`);
