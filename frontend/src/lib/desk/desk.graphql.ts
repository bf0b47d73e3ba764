import { graphql } from '#lib/graphql/graphql.ts';

/** What somebody may do at the desk of this town. */
export const DeskShell = graphql(`
  query DeskShell {
    me {
      towns {
        name
        address
        isHere
      }
    }
    desk {
      can {
        cases
        enter
        moderate
        createProcedure
        log
        settings
        institutions
      }
    }
  }
`);

/** What is due in this town. */
export const Today = graphql(`
  query Today {
    desk {
      due {
        kind
        count
        dueAt
        procedureSlug
        procedureTitle
      }
    }
  }
`);
