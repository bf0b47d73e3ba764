import { DEMONSTRATION } from '$app/env/private';

import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => ({
  portal: locals.portal,
  language: locals.language,
  isDemonstration: DEMONSTRATION === 'yes',
  /** The server’s time to the minute, so that „noch 6 Tage“ is the same with and without scripts. */
  now: new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString(),
});
