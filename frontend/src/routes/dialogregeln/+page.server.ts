import { legalText } from '#lib/portal/legal.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => legalText(event, 'dialogueRules');
