import { graphql } from '#lib/graphql/graphql.ts';

/** The names of what can be followed in a procedure. */
export const FollowProcedure = graphql(`
  query FollowProcedure($slug: String!) {
    procedure(slug: $slug) {
      title
    }
    dialogues(procedure: $slug) {
      key
      title
    }
  }
`);

export const FollowContribution = graphql(`
  query FollowContribution($procedure: String!, $number: String!) {
    contribution(procedure: $procedure, number: $number) {
      title
    }
  }
`);

export const Subscribe = graphql(`
  mutation Subscribe($subscription: SubscriptionInput!) {
    subscribe(subscription: $subscription)
  }
`);

const SubscriptionFields = graphql(`
  fragment SubscriptionFields on SubscriptionView {
    id
    kind
    label
    rhythm
    isConfirmed
    endedAt
    endedBecause
  }
`);

export const ConfirmationPage = graphql(
  `
    query ConfirmationPage($id: ID!, $code: String!) {
      subscription(id: $id, code: $code) {
        ...SubscriptionFields
      }
    }
  `,
  [SubscriptionFields],
);

export const ConfirmSubscription = graphql(`
  mutation ConfirmSubscription($id: ID!, $code: String!) {
    confirmSubscription(id: $id, code: $code) {
      id
      code
    }
  }
`);

/** All that one person follows. */
export const SubscriberPage = graphql(
  `
    query SubscriberPage($id: ID!, $code: String!) {
      subscriber(id: $id, code: $code) {
        address
        subscriptions {
          ...SubscriptionFields
        }
      }
    }
  `,
  [SubscriptionFields],
);

export const ChangeRhythm = graphql(`
  mutation ChangeRhythm($id: ID!, $code: String!, $subscription: ID!, $rhythm: String!) {
    changeRhythm(id: $id, code: $code, subscription: $subscription, rhythm: $rhythm)
  }
`);

export const EndSubscription = graphql(`
  mutation EndSubscription($id: ID!, $code: String!, $subscription: ID!) {
    endSubscription(id: $id, code: $code, subscription: $subscription)
  }
`);

export const EndSubscriptions = graphql(`
  mutation EndSubscriptions($id: ID!, $code: String!) {
    endSubscriptions(id: $id, code: $code)
  }
`);

/** How many follow a procedure, for the desk. */
export const FollowersPage = graphql(`
  query FollowersPage($procedure: String!) {
    followers(procedure: $procedure) {
      count
      refused
    }
  }
`);
