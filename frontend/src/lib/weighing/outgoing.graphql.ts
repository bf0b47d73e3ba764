import { graphql } from '#lib/graphql/graphql.ts';

export const DecisionPage = graphql(`
  query DecisionPage($slug: String!) {
    procedureWeighing(slug: $slug) {
      open
      draft
      ready
      decided
      firstOpen
      canDecide
      canSend
      lines {
        number
        excerpt
        outcomes
        recommendation
      }
      decisions {
        id
        decidedOn
        body
        count
        publishedAt
        publishedBy
      }
    }
  }
`);

export const TakeDecision = graphql(`
  mutation TakeDecision($slug: String!, $decision: DecisionInput!, $except: [String!]!) {
    takeDecision(slug: $slug, decision: $decision, except: $except)
  }
`);

export const UnansweredPage = graphql(`
  query UnansweredPage($slug: String!, $reason: String, $after: String) {
    unanswered(slug: $slug, reason: $reason, after: $after) {
      next
      all
      total
      maySend
      reasons {
        reason
        count
      }
      lines {
        number
        excerpt
        receivedAt
        reason
        mailError
      }
    }
  }
`);

export const MailAnswerAgain = graphql(`
  mutation MailAnswerAgain($number: String!) {
    mailAnswerAgain(number: $number)
  }
`);

export const SameGroups = graphql(`
  query SameGroups($slug: String!) {
    sameGroups(slug: $slug) {
      sample
      excerpt
      count
      isAnnounced
    }
    procedureWeighing(slug: $slug) {
      canDecide
    }
  }
`);

export const AnnounceInspection = graphql(`
  mutation AnnounceInspection($slug: String!, $inspection: InspectionInput!) {
    announceInspection(slug: $slug, inspection: $inspection)
  }
`);

export const LettersPage = graphql(`
  query LettersPage($slug: String!) {
    letters(slug: $slug) {
      waiting
      toPost
      runs {
        id
        startedAt
        startedBy
        total
        done
        finishedAt
        size
        postedOn
      }
    }
  }
`);

export const StartLetterRun = graphql(`
  mutation StartLetterRun($slug: String!) {
    startLetterRun(slug: $slug)
  }
`);

export const MarkLettersPosted = graphql(`
  mutation MarkLettersPosted($runId: ID!, $postedOn: String!) {
    markLettersPosted(runId: $runId, postedOn: $postedOn)
  }
`);
