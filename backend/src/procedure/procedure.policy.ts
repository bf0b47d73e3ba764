import type { Actor } from '../platform/current.js';
import type { Procedure } from './procedure.entity.js';

const EDITORS = ['town-admin', 'planner', 'clerk', 'editor', 'land-operator'];

/** Drafts are for the staff; what is published is for everybody. */
export const canReadProcedure = (actor: Actor, procedure: Procedure): boolean =>
  procedure.publishedAt !== null || actor.roles.some((role) => EDITORS.includes(role));

/** Who may change what is laid out. */
export const canEditProcedure = (actor: Actor, _procedure: Procedure | null): boolean =>
  actor.roles.some((role) => EDITORS.includes(role));
