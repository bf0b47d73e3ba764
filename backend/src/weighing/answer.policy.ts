import type { Actor } from '../platform/current.js';

/** Who weighs answers; the body's decision stands behind it. */
export const canAnswerStatement = (actor: Actor, _statementId: string): boolean =>
  actor.roles.some((role) => role === 'town-admin' || role === 'planner');
