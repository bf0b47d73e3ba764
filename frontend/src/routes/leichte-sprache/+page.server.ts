import { PUBLIC } from '#lib/platform/caching.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ setHeaders }) => setHeaders(PUBLIC);
