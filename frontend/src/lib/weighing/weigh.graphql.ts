import { graphql } from '#lib/graphql/graphql.ts';

export const WeighingPage = graphql(`
  query WeighingPage($number: String!) {
    weighing(number: $number) {
      stage
      paragraph
      nextOpen
      open
      map
      can {
        weigh
        decide
      }
      statement {
        number
        procedureSlug
        procedureTitle
        text
        about
        channel
        receivedAt
        isLate
        withdrawnAt
        files {
          name
        }
        answer {
          outcome
          text
          decidedOn
          body
          parts
        }
      }
      sections {
        id
        quote
        change
        versions {
          version
          outcome
          text
          summary
          paragraphId
          savedAt
          savedBy
          readyAt
        }
      }
      similar {
        number
        excerpt
        likeness
        outcome
        recommendation
      }
      blocks {
        id
        title
        text
      }
      paragraphs {
        id
        text
        number
        begins
        isChanged
      }
      log {
        at
        who
        action
      }
    }
  }
`);

export const SaveRecommendation = graphql(`
  mutation SaveRecommendation($number: String!, $sectionId: ID, $recommendation: RecommendationInput!) {
    saveRecommendation(number: $number, sectionId: $sectionId, recommendation: $recommendation)
  }
`);

export const MarkSection = graphql(`
  mutation MarkSection($number: String!, $quote: String!) {
    markSection(number: $number, quote: $quote)
  }
`);

export const DropSection = graphql(`
  mutation DropSection($number: String!, $sectionId: ID!) {
    dropSection(number: $number, sectionId: $sectionId)
  }
`);

export const DecideStatement = graphql(`
  mutation DecideStatement($number: String!, $decision: OneDecisionInput!) {
    decideStatement(number: $number, decision: $decision)
  }
`);

export const TextBlocks = graphql(`
  query TextBlocks {
    textBlocks {
      id
      title
      text
    }
  }
`);

export const SaveTextBlock = graphql(`
  mutation SaveTextBlock($id: ID, $block: TextBlockInput!) {
    saveTextBlock(id: $id, block: $block) {
      id
    }
  }
`);

export const RemoveTextBlock = graphql(`
  mutation RemoveTextBlock($id: ID!) {
    removeTextBlock(id: $id) {
      id
    }
  }
`);
