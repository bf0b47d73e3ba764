import { graphql } from '#lib/graphql/graphql.ts';

/** All that a town sets for its portal. */
export const TownSettingsPage = graphql(`
  query TownSettingsPage {
    townSettings {
      version
      slug
      name
      fullName
      claim
      colour
      picture
      pictureAlt
      contact
      imprint
      privacy
      accessibility
      dialogueRules
      defaults
      rules {
        releaseByTwo
        objectionDays
      }
    }
  }
`);

export const TownHistoryPage = graphql(`
  query TownHistoryPage($before: Int) {
    townSettings {
      version
    }
    townHistory(before: $before) {
      next
      versions {
        id
        number
        at
        by
        part
        restoredFrom
        changes {
          field
          before
          after
        }
      }
    }
  }
`);

export const SetTownLook = graphql(`
  mutation SetTownLook($version: Int!, $look: TownLookInput!) {
    setTownLook(version: $version, look: $look) {
      version
    }
  }
`);

export const SetTownPicture = graphql(`
  mutation SetTownPicture($version: Int!, $picture: TownPictureInput!) {
    setTownPicture(version: $version, picture: $picture) {
      version
    }
  }
`);

export const SetTownContact = graphql(`
  mutation SetTownContact($version: Int!, $contact: TownContactInput!) {
    setTownContact(version: $version, contact: $contact) {
      version
    }
  }
`);

export const SetTownLegal = graphql(`
  mutation SetTownLegal($version: Int!, $legal: TownLegalInput!) {
    setTownLegal(version: $version, legal: $legal) {
      version
    }
  }
`);

export const SetTownDefaults = graphql(`
  mutation SetTownDefaults($version: Int!, $defaults: TownDefaultsInput!) {
    setTownDefaults(version: $version, defaults: $defaults) {
      version
    }
  }
`);

export const SetTownRules = graphql(`
  mutation SetTownRules($version: Int!, $rules: TownRulesInput!) {
    setTownRules(version: $version, rules: $rules) {
      version
    }
  }
`);

export const RestoreTown = graphql(`
  mutation RestoreTown($version: Int!, $number: Int!) {
    restoreTown(version: $version, number: $number) {
      version
    }
  }
`);
