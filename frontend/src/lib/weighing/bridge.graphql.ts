import { graphql } from '#lib/graphql/graphql.ts';

/** The dialogues of a procedure, with what was taken into the weighing of them. */
export const BridgePage = graphql(`
  query BridgePage($procedure: String!) {
    bridges(procedure: $procedure) {
      id
      key
      title
      isPossible
      declaredAt
      taken
      ready
      hidden
      waiting
      runningTotal
      runningDone
      lastAt
      lastLeftOut
    }
  }
`);

export const DeclareBridge = graphql(`
  mutation DeclareBridge($procedure: String!, $dialogue: String!) {
    declareBridge(procedure: $procedure, dialogue: $dialogue)
  }
`);

export const TakeContributions = graphql(`
  mutation TakeContributions($procedure: String!, $dialogue: String!, $hasHidden: Boolean!) {
    takeContributions(procedure: $procedure, dialogue: $dialogue, hasHidden: $hasHidden)
  }
`);
