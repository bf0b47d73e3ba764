import { settingsData } from '#lib/town/settings.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => settingsData(event);
