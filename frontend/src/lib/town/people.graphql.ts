import { graphql } from '#lib/graphql/graphql.ts';

/** Who works with the town, and the procedures for which alone a role can be given. */
export const PeoplePage = graphql(`
  query PeoplePage {
    people {
      isFresh
      members {
        id
        name
        mail
        isSelf
        signedInAt
        roles {
          id
          role
          procedureTitle
          grantedAt
          grantedBy
          canEnd
        }
      }
    }
    deskProcedures {
      slug
      title
    }
  }
`);

export const GrantRole = graphql(`
  mutation GrantRole($grant: GrantInput!) {
    grantRole(grant: $grant) {
      isFresh
    }
  }
`);

export const EndRole = graphql(`
  mutation EndRole($id: ID!) {
    endRole(id: $id) {
      isFresh
    }
  }
`);
