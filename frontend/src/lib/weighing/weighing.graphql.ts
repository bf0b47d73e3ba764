import { graphql } from '#lib/graphql/graphql.ts';

const CaseFields = graphql(`
  fragment CaseFields on Case {
    releasedText
    nextOpen
    author {
      name
      organisation
      address
      email
      answerBy
    }
    can {
      release
      answer
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
      withdrawnAt
      releasedOn
      files {
        name
        size
      }
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
