import { graphql } from '#lib/graphql/graphql.ts';

/** The contributions of a procedure, for those who answer them. */
export const AnsweringPage = graphql(`
  query AnsweringPage($procedure: String!, $filter: AnsweringFilter!) {
    contributionsToAnswer(procedure: $procedure, filter: $filter) {
      total
      unanswered
      all
      categories
      next
      office
      lines {
        id
        number
        dialogueKey
        title
        text
        category
        authorName
        receivedAt
        agree
        neutral
        disagree
        becomes
        others
      }
      running {
        id
        becomes
        text
        total
        done
        startsAt
        canUndo
      }
    }
  }
`);

/** What was answered to one of them. */
export const AnswersGiven = graphql(`
  query AnswersGiven($procedure: String!, $number: String!) {
    answersGiven(procedure: $procedure, number: $number) {
      becomes
      text
      office
      at
      by
    }
  }
`);

export const AnswerContributions = graphql(`
  mutation AnswerContributions($procedure: String!, $answer: TownAnswerInput!) {
    answerContributions(procedure: $procedure, answer: $answer)
  }
`);

export const UndoAnswer = graphql(`
  mutation UndoAnswer($id: ID!) {
    undoAnswer(id: $id)
  }
`);
