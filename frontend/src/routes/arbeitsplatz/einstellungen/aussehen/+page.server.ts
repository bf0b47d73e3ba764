import { settingsActions, settingsData } from '#lib/town/settings.ts';
import { SetTownLook } from '#lib/town/town.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => settingsData(event);

export const actions: Actions = settingsActions(
  { path: '/aussehen', names: ['name', 'fullName', 'claim', 'colour'] },
  SetTownLook,
  (field, version) => ({
    version,
    look: {
      name: field('name'),
      fullName: field('fullName'),
      claim: field('claim'),
      colour: field('colour'),
    },
  }),
);
