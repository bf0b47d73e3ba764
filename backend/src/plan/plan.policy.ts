import type { Actor } from '../platform/current.js';

const EDITORS = ['town-admin', 'planner', 'clerk', 'editor', 'land-operator'];

/** Who may lay out documents, texts and maps of a procedure. */
export const canEditPlan = (actor: Actor, _procedureId: string): boolean =>
  actor.roles.some((role) => EDITORS.includes(role));
