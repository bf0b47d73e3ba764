import { deskData } from '#lib/desk/desk.ts';
import { StatisticsPage } from '#lib/statistics/statistics.graphql.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) =>
  await deskData(event, StatisticsPage, { slug: event.params.slug });
