import { redirect } from '@sveltejs/kit';

import { localizeHref } from '#lib/platform/address.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, localizeHref('/pruefen'));
