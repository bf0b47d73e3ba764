import type { Actor } from '../platform/current.js';
import { holds } from '../platform/roles.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import { STAFF } from '../procedure/procedure.policy.js';

const EDITORS = ['town-admin', 'planner', 'clerk', 'editor', 'land-operator'];

/** Who may lay out documents, texts and maps of a procedure. */
export const canEditPlan = (actor: Actor, procedure: Procedure): boolean =>
  holds(actor, procedure.id, EDITORS);

/** Who may look at what is prepared and laid out in a procedure, and at its former versions. */
export const canSeePlan = (actor: Actor, procedure: Procedure): boolean => holds(actor, procedure.id, STAFF);
