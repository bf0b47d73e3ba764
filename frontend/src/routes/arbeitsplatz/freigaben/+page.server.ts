import { deskData } from '#lib/desk/desk.ts';
import { ReleasesInWork } from '#lib/moderation/moderation.graphql.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) =>
  await deskData(event, ReleasesInWork, { procedure: event.url.searchParams.get('verfahren') });
