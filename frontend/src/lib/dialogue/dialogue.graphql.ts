import { graphql } from '#lib/graphql/graphql.ts';

import { BecameFields } from './became.graphql.ts';
import { ReasonsFields, SuspensionFields } from './suspension.graphql.ts';

const DialogueFields = graphql(`
  fragment DialogueFields on PublicDialogue {
    id
    key
    title
    lead
    subject
    categories
    moderation
    contributeBy
    rateBy
    contributionCount
    placeCount
    ratingCount
    commentCount
    closedAt
    feedsWeighing
  }
`);

/** One page of what is said in a dialogue. */
export const DialoguePage = graphql(
  `
    query DialoguePage(
      $procedure: String!
      $dialogue: String!
      $order: ContributionOrder
      $start: Float
      $category: String
      $became: String
      $search: String
      $box: [Float!]
      $after: String
    ) {
      procedure(slug: $procedure) {
        slug
        title
        status
        documents {
          id
          key
          title
          kind
          version
          pages
          size
          isCurrent
          takenDownAt
        }
        texts {
          key
          title
        }
      }
      contributions(
        procedure: $procedure
        dialogue: $dialogue
        order: $order
        start: $start
        category: $category
        became: $became
        search: $search
        box: $box
        after: $after
      ) {
        dialogue {
          ...DialogueFields
        }
        nodes {
          id
          number
          title
          text
          hiddenReason
          category
          authorName
          isOfficial
          receivedAt
          agree
          neutral
          disagree
          comments
          others
          became {
            becomes
          }
          place
        }
        total
        next
        start
        order
      }
    }
  `,
  [DialogueFields],
);

/** What the form needs to know of a dialogue. */
export const ContributionFormPage = graphql(
  `
    query ContributionFormPage($procedure: String!, $dialogue: String!) {
      procedure(slug: $procedure) {
        slug
        title
        status
        outline
        features {
          id
          name
          kind
          geometry
        }
      }
      contributions(procedure: $procedure, dialogue: $dialogue) {
        dialogue {
          ...DialogueFields
        }
      }
      me {
        name
      }
      mySuspension {
        ...SuspensionFields
      }
      formTask
    }
  `,
  [DialogueFields, SuspensionFields],
);

/** A contribution with a page of its thread. */
export const ContributionPage = graphql(
  `
    query ContributionPage($procedure: String!, $number: String!, $page: Int!) {
      procedure(slug: $procedure) {
        slug
        title
        status
      }
      contribution(procedure: $procedure, number: $number, page: $page) {
        id
        number
        title
        text
        hiddenReason
        category
        place
        files {
          id
          name
          type
          size
          isPicture
        }
        authorName
        isOfficial
        receivedAt
        agree
        neutral
        disagree
        comments
        others
        became {
          ...BecameFields
        }
        place
        dialogue {
          ...DialogueFields
        }
        thread {
          id
          parentId
          text
          hiddenReason
          authorName
          isOfficial
          writtenAt
        }
        nextThread
      }
    }
  `,
  [DialogueFields, BecameFields],
);

/** What this person has said of a contribution before. */
export const MyRating = graphql(
  `
    query MyRating($contribution: ID!, $voter: ID) {
      myRating(contribution: $contribution, voter: $voter)
      me {
        name
      }
      mySuspension {
        ...SuspensionFields
      }
      formTask(isComment: true)
    }
  `,
  [SuspensionFields],
);

export const Contribute = graphql(`
  mutation Contribute($contribution: ContributionInput!, $passage: PassageInput) {
    contribute(contribution: $contribution, passage: $passage) {
      number
      code
      isWaiting
    }
  }
`);

export const WriteComment = graphql(`
  mutation WriteComment($comment: CommentInput!, $passage: PassageInput) {
    comment(comment: $comment, passage: $passage) {
      number
      code
      isWaiting
    }
  }
`);

export const Rate = graphql(`
  mutation Rate($rating: RatingInput!) {
    rateContribution(rating: $rating) {
      agree
      neutral
      disagree
    }
  }
`);

export const ContributionReceiptPage = graphql(
  `
    query ContributionReceiptPage($number: String!, $code: String!) {
      contributionReceipt(number: $number, code: $code) {
        number
        code
        kind
        contributionNumber
        procedureSlug
        procedureTitle
        dialogueKey
        title
        text
        place
        files {
          name
          size
          state
        }
        standing
        hiddenReason
        redactedText
        receivedAt
        isSealed
        receiptJson
        became {
          ...BecameFields
        }
      }
      contributionReasons(number: $number, code: $code) {
        ...ReasonsFields
      }
    }
  `,
  [BecameFields, ReasonsFields],
);
