import { graphql } from '#lib/graphql/graphql.ts';

const ProcedureFields = graphql(`
  fragment ProcedureFields on ProcedureDetail {
    id
    slug
    townSlug
    townName
    title
    kind
    topic
    teaser
    summary
    easy
    placeLabel
    status
    startsAt
    endsAt
    anonymousAllowed
    phases {
      kind
      title
      lawProfile
      firstDay
      lastDay
      startsAt
      endsAt
      extension
      interruption
    }
    contact
    otherWays
    otherAccess
    log
    result
    outline
    voiceCount
    documents {
      id
      key
      title
      kind
      language
      version
      pages
      size
      sha256
      laidOutAt
      takenDownAt
      isCurrent
    }
    texts {
      id
      key
      title
      version
      laidOutAt
      paragraphs
      changes
    }
    features {
      id
      name
      kind
      note
      geometry
    }
    layers {
      id
      title
      url
      layers
    }
  }
`);

/** Everything that is laid out, and where the procedure stands. */
export const ProcedurePage = graphql(
  `
    query ProcedurePage($slug: String!) {
      dialogues(procedure: $slug) {
        key
        title
        contributionCount
        closedAt
      }
      procedure(slug: $slug) {
        ...ProcedureFields
      }
    }
  `,
  [ProcedureFields],
);

/** The same as the public will see it, for the staff. */
export const ProcedurePreview = graphql(
  `
    query ProcedurePreview($slug: String!) {
      procedurePreview(slug: $slug) {
        ...ProcedureFields
      }
    }
  `,
  [ProcedureFields],
);

export const VoicesPage = graphql(`
  query VoicesPage($procedure: String!, $paragraphId: ID, $outcome: String, $search: String, $page: Int!) {
    procedure(slug: $procedure) {
      slug
      title
      status
      result
    }
    voices(
      procedure: $procedure
      paragraphId: $paragraphId
      outcome: $outcome
      search: $search
      page: $page
    ) {
      total
      nodes {
        id
        label
        authorLabel
        text
        files {
          id
          name
        }
        about
        receivedOn
        outcome
        answer
      }
    }
  }
`);
