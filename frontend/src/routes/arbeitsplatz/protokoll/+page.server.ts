import { logData } from '#lib/log/log.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => logData(event, null);
