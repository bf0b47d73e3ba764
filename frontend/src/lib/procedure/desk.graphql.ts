import { graphql } from '#lib/graphql/graphql.ts';

export const DeskProcedures = graphql(`
  query DeskProcedures {
    deskProcedures {
      slug
      title
      kind
      publishedAt
      phases {
        kind
        firstDay
        lastDay
      }
    }
    desk {
      can {
        createProcedure
      }
    }
  }
`);

/** What every page of one procedure at the desk shows above. */
export const DeskProcedureShell = graphql(`
  query DeskProcedureShell($slug: String!) {
    deskProcedure(slug: $slug) {
      id
      slug
      title
      kind
      publishedAt
      phases {
        kind
        title
        lawProfile
        firstDay
        lastDay
      }
      can {
        edit
      }
      seesStatistics
      seesLog
    }
  }
`);
