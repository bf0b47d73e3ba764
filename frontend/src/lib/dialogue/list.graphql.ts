import { graphql } from '#lib/graphql/graphql.ts';

export const ListedDialogueFields = graphql(`
  fragment ListedDialogueFields on ListedDialogue {
    id
    key
    title
    procedure
    procedureTitle
    contributionCount
    endsAt
    closedAt
  }
`);

/** The dialogues of a town, running and closed. */
export const TownDialogues = graphql(
  `
    query TownDialogues($page: Int!, $closedPage: Int!) {
      running: townDialogues(isRunning: true, page: $page) {
        total
        nodes {
          ...ListedDialogueFields
        }
      }
      closed: townDialogues(isRunning: false, page: $closedPage) {
        total
        nodes {
          ...ListedDialogueFields
        }
      }
    }
  `,
  [ListedDialogueFields],
);
