import type { Actor } from '../platform/current.js';
import { holds } from '../platform/roles.js';
import type { Procedure } from '../procedure/procedure.entity.js';

/** Who says that a dialogue is part of the early step (§ 3 (1) BauGB), and takes its contributions into the weighing. */
export const canBridge = (actor: Actor, procedure: Pick<Procedure, 'id'>): boolean =>
  actor.accountId !== null && holds(actor, procedure.id, ['town-admin', 'planner']);
