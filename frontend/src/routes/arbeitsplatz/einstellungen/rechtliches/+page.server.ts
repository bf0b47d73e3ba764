import { settingsActions, settingsData } from '#lib/town/settings.ts';
import { SetTownLegal } from '#lib/town/town.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => settingsData(event);

export const actions: Actions = settingsActions(
  { path: '/rechtliches', names: ['imprint', 'privacy', 'accessibility', 'dialogueRules'] },
  SetTownLegal,
  (field, version) => ({
    version,
    legal: {
      imprint: field('imprint'),
      privacy: field('privacy'),
      accessibility: field('accessibility'),
      dialogueRules: field('dialogueRules'),
    },
  }),
);
