import type { Actor } from '../platform/current.js';
import { holds, holdsAnywhere } from '../platform/roles.js';
import type { Procedure } from '../procedure/procedure.entity.js';

const ANSWERERS = ['town-admin', 'planner', 'clerk', 'editor'];

/** Who says for the town what becomes of a contribution. */
export const canAnswerContributions = (actor: Actor, procedure: Pick<Procedure, 'id'>): boolean =>
  actor.accountId !== null && holds(actor, procedure.id, ANSWERERS);

/** Whether somebody answers contributions at all. */
export const canAnswerSomewhere = (actor: Actor, _nothing: null): boolean =>
  actor.accountId !== null && holdsAnywhere(actor, ANSWERERS);
