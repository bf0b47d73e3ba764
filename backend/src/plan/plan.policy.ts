import type { Actor } from '../platform/current.js';
import { holds } from '../platform/roles.js';
import type { Procedure } from '../procedure/procedure.entity.js';

const EDITORS = ['town-admin', 'planner', 'clerk', 'editor', 'land-operator'];

/** Who may lay out documents, texts and maps of a procedure. */
export const canEditPlan = (actor: Actor, procedure: Procedure): boolean =>
  holds(actor, procedure.id, EDITORS);
