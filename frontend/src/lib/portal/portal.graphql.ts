import { ListedDialogueFields } from '#lib/dialogue/list.graphql.ts';
import { graphql } from '#lib/graphql/graphql.ts';

/** The portal behind the host: what the shell of every page shows. */
export const PortalShell = graphql(`
  query PortalShell {
    portal {
      isUnknownHost
      origin
      tileUrl
      town {
        slug
        ags
        name
        fullName
        claim
        colour
        picture
        pictureAlt
        contact
      }
    }
  }
`);

export const ProcedureCardFields = graphql(`
  fragment ProcedureCardFields on ProcedureCard {
    id
    slug
    townSlug
    townName
    title
    kind
    topic
    teaser
    placeLabel
    status
    startsAt
    endsAt
    documentCount
    voiceCount
    centre
    headline
  }
`);

export const StartPage = graphql(
  `
    query StartPage {
      portal {
        figures {
          running
          voices
          answered
        }
      }
      next: procedures(size: 8) {
        total
        nodes {
          ...ProcedureCardFields
        }
      }
      decided: procedures(filter: { status: decided }, size: 4) {
        nodes {
          ...ProcedureCardFields
        }
      }
      dialogues: townDialogues(isRunning: true) {
        total
        nodes {
          ...ListedDialogueFields
        }
      }
      towns {
        slug
        name
        fullName
        running
        total
      }
      municipalities {
        ags
        name
        centre
        townSlug
        running
        total
      }
    }
  `,
  [ProcedureCardFields, ListedDialogueFields],
);

export const FindProcedures = graphql(
  `
    query FindProcedures($filter: ProcedureFilter, $sort: ProcedureSort!, $page: Int!) {
      procedures(filter: $filter, sort: $sort, page: $page, size: 20) {
        total
        places
        nodes {
          ...ProcedureCardFields
        }
      }
      towns {
        slug
        name
        total
      }
    }
  `,
  [ProcedureCardFields],
);

export const LegalTexts = graphql(`
  query LegalTexts {
    operator {
      fullName
      imprint
      privacy
      accessibility
      dialogueRules
      contact
    }
  }
`);
