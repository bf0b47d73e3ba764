import { graphql } from '#lib/graphql/graphql.ts';

/** What is ground of its map. */
export const DialogueGround = graphql(`
  query DialogueGround($procedure: String!) {
    procedure(slug: $procedure) {
      outline
    }
    townOutline
  }
`);

/** What lies in a section of the map. */
export const ContributionPlaces = graphql(`
  query ContributionPlaces(
    $procedure: String!
    $dialogue: String!
    $category: String
    $became: String
    $search: String
    $box: [Float!]
    $zoom: Int!
  ) {
    contributionPlaces(
      procedure: $procedure
      dialogue: $dialogue
      category: $category
      became: $became
      search: $search
      box: $box
      zoom: $zoom
    ) {
      count
      position
      box
      number
      title
    }
  }
`);
