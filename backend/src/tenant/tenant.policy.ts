import type { Actor } from '../platform/current.js';
import { holds } from '../platform/roles.js';

/** Who may change what the portal says and how it looks. */
export const canEditTown = (actor: Actor, _nothing: null): boolean =>
  holds(actor, null, ['town-admin', 'land-operator']);
