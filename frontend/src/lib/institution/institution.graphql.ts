import { graphql } from '#lib/graphql/graphql.ts';

/** The institutions that who is signed in speaks for, and everybody who speaks or spoke for them. */
export const OwnInstitutionsPage = graphql(`
  query OwnInstitutionsPage {
    myInstitutions {
      isFresh
      institutions {
        id
        name
        isCoordinator
        members {
          id
          mail
          name
          role
          invitedAt
          invitedBy
          expiresAt
          acceptedAt
          endedAt
          endedBy
          isSelf
        }
      }
    }
    me {
      name
    }
  }
`);

/** The Land's register, one page of it. */
export const InstitutionRegisterPage = graphql(`
  query InstitutionRegisterPage($words: String!, $after: String!) {
    institutions(words: $words, after: $after) {
      isFresh
      total
      next
      institutions {
        id
        name
        registeredAt
        coordinators
        clerks
        waiting
      }
    }
  }
`);

/** What the link of an invitation offers. */
export const InstitutionInvitationPage = graphql(`
  query InstitutionInvitationPage($id: String!, $code: String!) {
    institutionInvitation(id: $id, code: $code) {
      name
      role
    }
    me {
      name
      mail
    }
  }
`);

export const AcceptInstitutionInvitation = graphql(`
  mutation AcceptInstitutionInvitation($id: String!, $code: String!) {
    acceptInstitutionInvitation(id: $id, code: $code)
  }
`);

export const RegisterInstitution = graphql(`
  mutation RegisterInstitution($institution: RegisterInstitutionInput!) {
    registerInstitution(institution: $institution)
  }
`);

export const InviteMember = graphql(`
  mutation InviteMember($member: InviteMemberInput!) {
    inviteMember(member: $member)
  }
`);

export const EndMember = graphql(`
  mutation EndMember($id: ID!) {
    endMember(id: $id)
  }
`);
