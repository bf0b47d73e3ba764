import { graphql } from '#lib/graphql/graphql.ts';

/** Who works with the town, and the procedures for which alone a role can be given. */
export const PeoplePage = graphql(`
  query PeoplePage {
    people {
      isFresh
      idleDays
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
      waiting {
        id
        mail
        role
        procedureTitle
        expiresAt
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
      isInvitation
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

export const EndInvitation = graphql(`
  mutation EndInvitation($id: ID!) {
    endInvitation(id: $id) {
      isFresh
    }
  }
`);

/** What the link of an invitation offers. */
export const InvitationPage = graphql(`
  query InvitationPage($id: String!, $code: String!) {
    invitation(id: $id, code: $code) {
      role
      procedureTitle
    }
    me {
      name
      mail
    }
  }
`);

export const AcceptInvitation = graphql(`
  mutation AcceptInvitation($id: String!, $code: String!) {
    acceptInvitation(id: $id, code: $code)
  }
`);
