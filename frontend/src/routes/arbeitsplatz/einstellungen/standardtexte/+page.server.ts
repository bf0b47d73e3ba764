import { settingsActions, settingsData } from '#lib/town/settings.ts';
import { SetTownDefaults } from '#lib/town/town.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => settingsData(event);

export const actions: Actions = settingsActions(
  {
    path: '/standardtexte',
    names: [
      'post',
      'inPerson',
      'phoneForRecord',
      'otherAccess',
      'answerClosing',
      'noticeFooter',
      'contactName',
      'contactRole',
      'contactPhone',
      'contactMail',
    ],
  },
  SetTownDefaults,
  (field, version) => ({
    version,
    defaults: {
      post: field('post'),
      inPerson: field('inPerson'),
      phoneForRecord: field('phoneForRecord'),
      otherAccess: field('otherAccess'),
      answerClosing: field('answerClosing'),
      noticeFooter: field('noticeFooter'),
      contactName: field('contactName'),
      contactRole: field('contactRole'),
      contactPhone: field('contactPhone'),
      contactMail: field('contactMail').trim(),
    },
  }),
);
