import { graphql } from '#lib/graphql/graphql.ts';

/** What the form needs to know of a procedure: how one may speak, and what one may speak to. */
export const StatementFormPage = graphql(`
  query StatementFormPage($slug: String!) {
    me {
      institutions {
        id
        name
      }
    }
    procedure(slug: $slug) {
      id
      slug
      title
      status
      endsAt
      anonymousAllowed
      outline
      phases {
        kind
        lastDay
        startsAt
        endsAt
      }
      otherWays
      documents {
        id
        title
        pages
        isCurrent
        takenDownAt
      }
      texts {
        key
        title
      }
      features {
        id
        name
        kind
        note
        geometry
      }
    }
  }
`);

export const StatementParagraphs = graphql(`
  query StatementParagraphs($procedure: String!, $key: String!) {
    planText(procedure: $procedure, key: $key) {
      title
      blocks {
        kind
        id
        number
        text
      }
    }
  }
`);

export const StatementFields = graphql(`
  fragment StatementFields on Statement {
    id
    number
    code
    procedureSlug
    procedureTitle
    text
    about
    files {
      name
      size
      sha256
    }
    channel
    institution
    mayPublish
    receivedAt
    isLate
    lastDay
    withdrawnAt
    releasedOn
    isSealed
    receiptJson
    answer {
      outcome
      text
      decidedOn
      body
      parts
    }
    progress {
      readAt
      assignedAt
      weighedAt
      toldAt
      way
    }
    shownCopy {
      text
      authorLabel
      files {
        id
        name
      }
      objectUntil
      objectedAt
      canObject
    }
    can {
      withdraw
    }
  }
`);

export const SubmitStatement = graphql(`
  mutation SubmitStatement($input: SubmitStatementInput!) {
    submitStatement(input: $input) {
      number
      code
    }
  }
`);

export const EnterStatement = graphql(`
  mutation EnterStatement($input: SubmitStatementInput!, $entry: EntryInput!) {
    enterStatement(input: $input, entry: $entry) {
      number
      code
    }
  }
`);

export const OpenReceipt = graphql(
  `
    query OpenReceipt($number: String!, $code: String!) {
      receipt(number: $number, code: $code) {
        ...StatementFields
      }
    }
  `,
  [StatementFields],
);

export const MyStatements = graphql(
  `
    query MyStatements {
      me {
        name
        institutions {
          id
        }
      }
      myStatements {
        ...StatementFields
      }
    }
  `,
  [StatementFields],
);

export const MyStatement = graphql(
  `
    query MyStatement($number: String!) {
      myStatement(number: $number) {
        ...StatementFields
      }
    }
  `,
  [StatementFields],
);

export const WithdrawStatement = graphql(`
  mutation WithdrawStatement($number: String!) {
    withdrawStatement(number: $number) {
      number
      withdrawnAt
    }
  }
`);
