import { graphql } from '#lib/graphql/graphql.ts';

import { ReasonsFields } from './suspension.graphql.ts';

/** What waits for a decision, in a procedure or in the town. */
export const ModerationQueue = graphql(`
  query ModerationQueue($procedure: String) {
    moderationBacklog {
      procedureSlug
      procedureTitle
      count
      oldestAt
      lateReports
    }
    moderationQueue(procedure: $procedure) {
      kind
      id
      number
      procedureTitle
      title
      text
      standing
      since
      claimedBy
      others
      reports {
        ground
      }
      appeal {
        id
      }
    }
  }
`);

export const ClaimNextVoice = graphql(`
  mutation ClaimNextVoice($procedure: String, $passed: [ID!]!) {
    claimNextVoice(procedure: $procedure, passed: $passed) {
      kind
      id
    }
  }
`);

/** One thing to decide about, with all that is needed. */
export const OpenVoice = graphql(
  `
    mutation OpenVoice($kind: String!, $id: ID!) {
      openVoice(kind: $kind, id: $id) {
        isMine
        rules
        voice {
          kind
          id
          number
          dialogueKey
          procedureSlug
          procedureTitle
          title
          text
          authorName
          writtenAt
          since
          standing
          hiddenReason
          claimedBy
          others
          reports {
            ground
            text
            reportedAt
          }
          appeal {
            id
            text
            isByAuthor
            canDecide
          }
        }
        hints {
          kind
          words
        }
        files {
          id
          name
          type
          size
          isPicture
        }
        uncopied
        thread {
          id
          place
          title
          text
          authorName
          isOfficial
          writtenAt
          standing
        }
        history {
          ...ReasonsFields
        }
        author {
          knownBy
          warnedAt
          suspendedUntil
          canSuspend
        }
        proposals {
          reason
          basis
          provision
        }
      }
    }
  `,
  [ReasonsFields],
);

export const ClaimVoice = graphql(`
  mutation ClaimVoice($kind: String!, $id: ID!) {
    claimVoice(kind: $kind, id: $id)
  }
`);

export const GiveVoiceBack = graphql(`
  mutation GiveVoiceBack($kind: String!, $id: ID!) {
    giveVoiceBack(kind: $kind, id: $id)
  }
`);
