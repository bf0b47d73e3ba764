import { graphql } from '#lib/graphql/graphql.ts';

export const CaseList = graphql(`
  query CaseList(
    $procedure: String
    $state: String
    $isLate: Boolean
    $channel: String
    $place: String
    $assignee: String
    $search: String
    $after: String
  ) {
    caseChoices(procedure: $procedure) {
      mayAssign
      procedures {
        slug
        title
      }
      places {
        key
        title
      }
      colleagues {
        id
        name
      }
      views {
        id
        name
        query
      }
    }
    cases(
      procedure: $procedure
      state: $state
      isLate: $isLate
      channel: $channel
      place: $place
      assignee: $assignee
      search: $search
      after: $after
    ) {
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
        assigneeName
        dueOn
      }
    }
  }
`);

export const HandOverCases = graphql(`
  mutation HandOverCases($work: WorkInput!) {
    handOverCases(work: $work) {
      id
      count
    }
  }
`);

export const UndoHandover = graphql(`
  mutation UndoHandover($id: ID!) {
    undoHandover(id: $id)
  }
`);

export const SaveCaseView = graphql(`
  mutation SaveCaseView($view: CaseViewInput!) {
    saveCaseView(view: $view) {
      id
    }
  }
`);

export const RemoveCaseView = graphql(`
  mutation RemoveCaseView($id: ID!) {
    removeCaseView(id: $id) {
      id
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
    shared {
      assignee
      assigneeName
      dueOn
      colleagues {
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
