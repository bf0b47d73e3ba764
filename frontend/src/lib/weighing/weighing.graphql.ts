import { graphql } from '#lib/graphql/graphql.ts';

const CaseFields = graphql(`
  fragment CaseFields on Case {
    releasedText
    nextOpen
    author {
      name
      organisation
      isInstitution
      address
      email
      answerBy
    }
    can {
      release
      answer
    }
    detail {
      newer
      older
      mayHandOut
      origin
      places {
        kind
        id
        key
        version
        newest
        since
      }
      files {
        id
        name
        size
        scan
      }
    }
    work {
      assigneeId
      assignee
      dueOn
      canAssign
      people {
        id
        name
      }
    }
    statement {
      number
      procedureSlug
      procedureTitle
      text
      about
      channel
      mayPublish
      receivedAt
      isLate
      lastDay
      code
      isSealed
      withdrawnAt
      releasedOn
      answer {
        outcome
        text
        decidedOn
        body
      }
    }
  }
`);

export const CasePage = graphql(
  `
    query CasePage($number: String!) {
      case(number: $number) {
        ...CaseFields
      }
    }
  `,
  [CaseFields],
);

export const AnswerStatement = graphql(`
  mutation AnswerStatement($number: String!, $answer: AnswerInput!) {
    answerStatement(number: $number, answer: $answer) {
      nextOpen
    }
  }
`);
