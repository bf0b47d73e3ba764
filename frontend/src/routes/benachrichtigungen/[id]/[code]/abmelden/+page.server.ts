import { SubscriberPage } from '#lib/notification/notification.graphql.ts';
import { PERSONAL } from '#lib/platform/caching.ts';

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders(PERSONAL);
  const { subscriber } = await locals.backend.load(SubscriberPage, params);
  return { subscriber };
};
