import { graphql } from '#lib/graphql/graphql.ts';

/** What became of a dialogue as a whole. */
export const DialogueOutcome = graphql(`
  query DialogueOutcome($procedure: String!, $dialogue: String!) {
    dialogueOutcome(procedure: $procedure, dialogue: $dialogue) {
      text
      by
      at
      expectedOn
      shares {
        becomes
        count
      }
      agreed {
        number
        title
        became {
          becomes
        }
      }
    }
    procedure(slug: $procedure) {
      contact
    }
  }
`);

/** What was said about the dialogues of a procedure as a whole, for who says it. */
export const DialogueResults = graphql(`
  query DialogueResults($procedure: String!) {
    dialogueResults(procedure: $procedure) {
      dialogueKey
      dialogueTitle
      text
      expectedOn
      savedAt
      by
    }
  }
`);

export const PublishDialogueResult = graphql(`
  mutation PublishDialogueResult($procedure: String!, $dialogue: String!, $result: DialogueResultInput!) {
    publishDialogueResult(procedure: $procedure, dialogue: $dialogue, result: $result)
  }
`);
