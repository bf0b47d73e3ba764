import { graphql } from '#lib/graphql/graphql.ts';

/** A procedure as it is set up. */
export const ProcedureSetup = graphql(`
  query ProcedureSetup($slug: String!) {
    deskProcedure(slug: $slug) {
      slug
      title
      kind
      topic
      teaser
      summary
      placeLabel
      anonymousAllowed
      contact
      otherWays
      otherAccess
      notice
      proposedNotice
      publishedAt
      publishAt
      phases {
        kind
        lawProfile
        firstDay
        lastDay
      }
      requirements {
        code
        state
        paragraph
        step
      }
      can {
        edit
        publish
      }
    }
  }
`);

export const Period = graphql(`
  query Period($lawProfile: String!, $firstDay: String!, $lastDay: String) {
    period(lawProfile: $lawProfile, firstDay: $firstDay, lastDay: $lastDay) {
      firstDay
      lastDay
      proposedLastDay
      reasons
      paragraph
      problems {
        code
        paragraph
        isFatal
      }
      days {
        day
        off
      }
    }
  }
`);

export const BeginProcedure = graphql(`
  mutation BeginProcedure($start: ProcedureStart!) {
    beginProcedure(start: $start) {
      slug
    }
  }
`);

export const CopyProcedure = graphql(`
  mutation CopyProcedure($slug: String!, $title: String!) {
    copyProcedure(slug: $slug, title: $title) {
      slug
    }
  }
`);

export const ChangeProcedure = graphql(`
  mutation ChangeProcedure($slug: String!, $change: ProcedureChange!) {
    changeProcedure(slug: $slug, change: $change) {
      slug
    }
  }
`);

export const PublishProcedure = graphql(`
  mutation PublishProcedure($slug: String!, $wish: PublicationInput!) {
    publishProcedure(slug: $slug, wish: $wish) {
      publishedAt
    }
  }
`);

export const CancelPublication = graphql(`
  mutation CancelPublication($slug: String!) {
    cancelPublication(slug: $slug) {
      slug
    }
  }
`);

export const ExtendPeriod = graphql(`
  mutation ExtendPeriod($slug: String!, $change: PeriodChange!) {
    extendPeriod(slug: $slug, change: $change) {
      slug
    }
  }
`);

export const InterruptPeriod = graphql(`
  mutation InterruptPeriod($slug: String!, $reason: PeriodReason!) {
    interruptPeriod(slug: $slug, reason: $reason) {
      slug
    }
  }
`);

export const ResumePeriod = graphql(`
  mutation ResumePeriod($slug: String!, $change: PeriodChange!) {
    resumePeriod(slug: $slug, change: $change) {
      slug
    }
  }
`);
