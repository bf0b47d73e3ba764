import type { ResultOf } from '#lib/graphql/graphql.ts';

import type { DeskPlanPage, DeskTextPage } from './desk.graphql.ts';

export type DeskPlan = ResultOf<typeof DeskPlanPage>['deskPlan'];
export type DeskText = ResultOf<typeof DeskTextPage>['deskText'];

/** What a form of the plan shows again after it was refused. */
export interface Refusal {
  typed: Record<string, string>;
  /** What is wrong with a field, in words. */
  wrong: (field: string) => string | undefined;
}
