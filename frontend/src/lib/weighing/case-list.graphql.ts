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
    $action: ID
  ) {
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
      isMore
      next
      lines {
        number
        procedureTitle
        excerpt
        text
        about
        channel
        receivedAt
        isLate
        mayPublish
        isReleased
        withdrawnAt
        outcome
        assignee
        dueOn
      }
    }
    caseChoices(procedure: $procedure, action: $action) {
      canAssign
      procedures {
        slug
        title
      }
      places {
        value
        about
      }
      people {
        id
        name
      }
      views {
        id
        name
        query
      }
      action {
        id
        count
        canUndo
      }
    }
  }
`);

export const AssignCases = graphql(`
  mutation AssignCases($numbers: [String!]!, $assignment: CaseAssignmentInput!) {
    assignCases(numbers: $numbers, assignment: $assignment) {
      id
      count
    }
  }
`);

export const UndoCaseAction = graphql(`
  mutation UndoCaseAction($id: ID!) {
    undoCaseAction(id: $id) {
      count
    }
  }
`);

export const SaveCaseView = graphql(`
  mutation SaveCaseView($name: String!, $query: String!) {
    saveCaseView(name: $name, query: $query) {
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
