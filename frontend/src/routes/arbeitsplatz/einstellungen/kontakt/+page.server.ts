import { settingsActions, settingsData } from '#lib/town/settings.ts';
import { SetTownContact } from '#lib/town/town.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => settingsData(event);

export const actions: Actions = settingsActions(
  {
    path: '/kontakt',
    names: ['name', 'role', 'phone', 'mail', 'street', 'postcode', 'place', 'hours'],
  },
  SetTownContact,
  (field, version) => ({
    version,
    contact: {
      name: field('name'),
      role: field('role'),
      phone: field('phone'),
      mail: field('mail').trim(),
      street: field('street'),
      postcode: field('postcode'),
      place: field('place'),
      hours: field('hours'),
    },
  }),
);
