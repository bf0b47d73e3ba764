import { graphql } from '#lib/graphql/graphql.ts';

export const RedactionFields = graphql(`
  fragment RedactionFields on Redaction {
    state
    source
    copy
    isVerbatim
    authorLabel
    proposedAt
    proposedBy
    approvedBy
    reason
    objectUntil
    fourEyes
    suggestions {
      kind
      text
    }
    files {
      uploadId
      name
      pages
      copyId
      areas {
        page
        left
        top
        width
        height
      }
    }
    can {
      propose
      release
      sendBack
      retract
    }
  }
`);

/** What is needed to make, release or retract the copy of one statement. */
export const ReleasePage = graphql(
  `
    query ReleasePage($number: String!) {
      case(number: $number) {
        statement {
          number
          text
          mayPublish
          withdrawnAt
          procedureTitle
          redaction {
            ...RedactionFields
          }
        }
      }
    }
  `,
  [RedactionFields],
);

export const ReleasesInWork = graphql(`
  query ReleasesInWork($procedure: String) {
    releasesInWork(procedure: $procedure) {
      number
      procedureTitle
      state
      proposedAt
      proposedBy
      objectUntil
    }
  }
`);

export const ProposeRelease = graphql(`
  mutation ProposeRelease($number: String!, $copy: ProposalInput!) {
    proposeRelease(number: $number, copy: $copy) {
      state
    }
  }
`);

export const ReleaseStatement = graphql(`
  mutation ReleaseStatement($number: String!) {
    releaseStatement(number: $number) {
      state
    }
  }
`);

export const SendBackRelease = graphql(`
  mutation SendBackRelease($number: String!, $reason: String!) {
    sendBackRelease(number: $number, reason: $reason) {
      state
    }
  }
`);

export const RetractRelease = graphql(`
  mutation RetractRelease($number: String!, $reason: String!) {
    retractRelease(number: $number, reason: $reason) {
      state
    }
  }
`);

export const ObjectToRelease = graphql(`
  mutation ObjectToRelease($number: String!, $code: String!, $reason: String!) {
    objectToRelease(number: $number, code: $code, reason: $reason) {
      objectedAt
    }
  }
`);
