import { graphql } from '#lib/graphql/graphql.ts';

/** What the author and who reported are told about a decision. */
export const ReasonsFields = graphql(`
  fragment ReasonsFields on StatementOfReasons {
    outcome
    basis
    provision
    reason
    isAfterReport
    isWarning
    decidedAt
  }
`);

export const SuspensionFields = graphql(`
  fragment SuspensionFields on SuspensionView {
    number
    code
    basis
    provision
    reason
    from
    until
    endedAt
    endReason
    isRunning
    canAppeal
    appealText
    appealOutcome
    appealAnswer
  }
`);

/** A suspension as the person concerned reads it. */
export const SuspensionPage = graphql(
  `
    query SuspensionPage($number: String!, $code: String!) {
      suspension(number: $number, code: $code) {
        ...SuspensionFields
      }
    }
  `,
  [SuspensionFields],
);

export const AppealSuspension = graphql(`
  mutation AppealSuspension($number: String!, $code: String!, $text: String!) {
    appealSuspension(number: $number, code: $code, text: $text) {
      number
    }
  }
`);

/** The suspensions of a town, for those who keep its dialogues fair. */
export const DeskSuspensions = graphql(`
  query DeskSuspensions($page: Int!) {
    suspensions(page: $page) {
      total
      running
      nodes {
        id
        number
        contributionNumber
        knownBy
        basis
        provision
        reason
        from
        until
        suspendedBy
        isRunning
        endedAt
        endedBy
        endReason
        appealText
        appealedAt
        appealOutcome
        appealAnswer
        canDecide
      }
    }
  }
`);

export const EndSuspension = graphql(`
  mutation EndSuspension($id: ID!, $reason: String!) {
    endSuspension(id: $id, reason: $reason)
  }
`);

export const DecideSuspensionAppeal = graphql(`
  mutation DecideSuspensionAppeal($decision: SuspensionDecisionInput!) {
    decideSuspensionAppeal(decision: $decision)
  }
`);
