import type { ResultOf } from '#lib/graphql/graphql.ts';

import type { Shell } from './portal.ts';
import type { StartPage } from './portal.graphql.ts';

/** What a start page shows. */
export type Start = Omit<ResultOf<typeof StartPage>, 'portal'> & {
  figures: ResultOf<typeof StartPage>['portal']['figures'];
  portal: Shell;
  now: string;
};
