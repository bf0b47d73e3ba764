import { graphql } from '#lib/graphql/graphql.ts';

export const CaseList = graphql(`
  query CaseList($procedure: String, $state: String, $isLate: Boolean, $search: String, $after: String) {
    cases(procedure: $procedure, state: $state, isLate: $isLate, search: $search, after: $after) {
      total
      next
      lines {
        number
        procedureTitle
        excerpt
        about
        channel
        receivedAt
        isLate
        mayPublish
        isReleased
        withdrawnAt
        outcome
      }
    }
  }
`);

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
