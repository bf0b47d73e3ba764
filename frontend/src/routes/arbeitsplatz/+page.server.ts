import { deskData } from '#lib/weighing/desk.ts';
import { Today } from '#lib/weighing/weighing.graphql.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => deskData(event, Today, {});
