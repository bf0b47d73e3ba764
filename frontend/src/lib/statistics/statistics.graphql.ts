import { graphql } from '#lib/graphql/graphql.ts';

export const StatisticsPage = graphql(`
  query StatisticsPage($slug: String!) {
    statistics(procedure: $slug) {
      total
      charts {
        kind
        title
        svg
        rows {
          label
          count
          position
        }
      }
    }
  }
`);
