import { settingsActions, settingsData } from '#lib/town/settings.ts';
import { SetTownRules } from '#lib/town/town.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => settingsData(event);

export const actions: Actions = settingsActions(
  { path: '/freigabe', names: ['releaseByTwo', 'objectionDays'] },
  SetTownRules,
  (field, version) => ({
    version,
    rules: {
      releaseByTwo: field('releaseByTwo') === 'on',
      objectionDays: /^\d{1,4}$/.test(field('objectionDays')) ? Number(field('objectionDays')) : -1,
    },
  }),
);
