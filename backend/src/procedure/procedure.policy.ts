import type { Actor } from '../platform/current.js';
import { holds, holdsAnywhere } from '../platform/roles.js';
import type { Procedure } from './procedure.entity.js';

const EDITORS = ['town-admin', 'planner', 'clerk', 'editor', 'land-operator'];
/** Everybody who works in a town; readers look on. */
export const STAFF = [...EDITORS, 'moderator', 'paper-entry', 'reader'];

/** Drafts are for the staff; what is published is for everybody. */
export const canReadProcedure = (actor: Actor, procedure: Procedure): boolean =>
  procedure.publishedAt !== null || holds(actor, procedure.id, STAFF);

/** Who may change what is laid out; null asks for a new procedure, which nobody does with a role in another one only. */
export const canEditProcedure = (actor: Actor, procedure: Pick<Procedure, 'id'> | null): boolean =>
  holds(actor, procedure?.id ?? null, EDITORS);

/** The desk is for the staff of the town. */
export const canWorkAtDesk = (actor: Actor, _nothing: null): boolean => holdsAnywhere(actor, STAFF);

/** Who publishes answers for it: a planner or the town's administrator, in the town or for this procedure. */
export const canPublishProcedure = (actor: Actor, procedure: Pick<Procedure, 'id'>): boolean =>
  actor.accountId !== null && holds(actor, procedure.id, ['town-admin', 'planner', 'land-operator']);
