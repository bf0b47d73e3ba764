import { graphql } from '#lib/graphql/graphql.ts';

import { ReasonsFields } from './suspension.graphql.ts';

export const DecideVoice = graphql(`
  mutation DecideVoice($decision: VoiceDecisionInput!) {
    decideVoice(decision: $decision)
  }
`);

export const DecideAppeal = graphql(`
  mutation DecideAppeal($decision: AppealDecisionInput!) {
    decideAppeal(decision: $decision)
  }
`);

export const ReportVoice = graphql(`
  mutation ReportVoice($report: ReportInput!) {
    reportVoice(report: $report) {
      number
      code
    }
  }
`);

const ReportFields = graphql(
  `
    fragment ReportFields on ReportView {
      number
      code
      ground
      text
      reportedAt
      decidedAt
      outcome
      answer
      reversal
      canAppeal
      appeal {
        text
        answer
      }
      reasons {
        ...ReasonsFields
      }
    }
  `,
  [ReasonsFields],
);

/** A report as the person who made it reads it. */
export const ReportPage = graphql(
  `
    query ReportPage($number: String!, $code: String!) {
      report(number: $number, code: $code) {
        ...ReportFields
      }
    }
  `,
  [ReportFields],
);

export const AppealReport = graphql(`
  mutation AppealReport($number: String!, $code: String!, $text: String!) {
    appealReport(number: $number, code: $code, text: $text) {
      number
    }
  }
`);

export const AppealContribution = graphql(`
  mutation AppealContribution($number: String!, $code: String!, $text: String!) {
    appealContribution(number: $number, code: $code, text: $text)
  }
`);
