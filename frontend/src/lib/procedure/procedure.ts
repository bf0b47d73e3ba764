import type { ResultOf } from '#lib/graphql/graphql.ts';

import type { ProcedurePage } from './procedure.graphql.ts';

export type ProcedureDetail = ResultOf<typeof ProcedurePage>['procedure'];

/** Something that happened, on a local date in Berlin. */
export interface LogEntry {
  on: string;
  text: string;
}

/** What was decided, and what voices changed. */
export interface ProcedureResult {
  decidedOn: string;
  body: string;
  headline: string;
  summary: string;
  changes: { text: string; paragraph: number; before: string; after: string; why: string }[];
}

export interface OtherWays {
  post: string;
  inPerson: string;
  phoneForRecord: string;
}

/** Why a period ends later than announced. */
export interface Extension {
  formerLastDay: string;
  reason: string;
  decidedOn: string;
}
