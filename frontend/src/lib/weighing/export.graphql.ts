import { graphql } from '#lib/graphql/graphql.ts';

export const CaseExportPage = graphql(`
  query CaseExportPage(
    $procedure: String
    $state: String
    $isLate: Boolean
    $channel: String
    $place: String
    $assignee: String
    $search: String
  ) {
    cases(
      procedure: $procedure
      state: $state
      isLate: $isLate
      channel: $channel
      place: $place
      assignee: $assignee
      search: $search
      size: 1
    ) {
      total
      isMore
    }
    caseChoices(procedure: $procedure) {
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
    caseExports {
      isFresh
      mayHaveAuthors
      exports {
        id
        askedAt
        format
        hasAuthors
        done
        isFinished
        hasFailed
        size
      }
    }
  }
`);

export const ExportCases = graphql(`
  mutation ExportCases(
    $procedure: String
    $state: String
    $isLate: Boolean
    $channel: String
    $place: String
    $assignee: String
    $search: String
    $format: String!
    $hasAuthors: Boolean!
  ) {
    exportCases(
      procedure: $procedure
      state: $state
      isLate: $isLate
      channel: $channel
      place: $place
      assignee: $assignee
      search: $search
      format: $format
      hasAuthors: $hasAuthors
    )
  }
`);
