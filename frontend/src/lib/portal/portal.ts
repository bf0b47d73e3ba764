import type { ResultOf } from '#lib/graphql/graphql.ts';
import type { Backend } from '#lib/platform/backend.ts';

import { PortalShell } from './portal.graphql.ts';

/** Who can be asked, as the town gave it. */
export interface Contact {
  name: string;
  role: string;
  phone: string;
  mail: string;
  street?: string;
  postcode?: string;
  place?: string;
  hours?: string;
}

export type Shell = ResultOf<typeof PortalShell>['portal'];

/** When the backend is away, pages still say so in the Land's look. */
export const AWAY: Shell = { isUnknownHost: false, origin: '', tileUrl: null, town: null };

/** The portal behind the host, or null when the backend is away. */
export async function shellFor(backend: Backend): Promise<Shell | null> {
  const { data } = await backend.ask(PortalShell, {});
  return data?.portal ?? null;
}

/** The address of a page on a town's own host. */
export function townAddress(origin: string, slug: string): string {
  const { protocol, host } = new URL(origin);
  return `${protocol}//${slug}.${host}`;
}
