import { graphql } from '#lib/graphql/graphql.ts';

/** The dialogues of a procedure as they are set up, and what waits to be looked at. */
export const DeskDialogues = graphql(`
  query DeskDialogues($procedure: String!) {
    deskPlan(procedure: $procedure) {
      documents {
        key
        title
      }
      texts {
        key
        title
      }
    }
    deskDialogues(procedure: $procedure) {
      id
      key
      title
      lead
      subject
      categories
      moderation
      contributeBy
      rateBy
    }
  }
`);

export const OpenDialogue = graphql(`
  mutation OpenDialogue($procedure: String!, $dialogue: DialogueInput!) {
    openDialogue(procedure: $procedure, dialogue: $dialogue) {
      key
    }
  }
`);

export const ChangeDialogue = graphql(`
  mutation ChangeDialogue($procedure: String!, $key: String!, $dialogue: DialogueInput!) {
    changeDialogue(procedure: $procedure, key: $key, dialogue: $dialogue) {
      key
    }
  }
`);
