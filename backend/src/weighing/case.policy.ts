import type { Actor } from '../platform/current.js';
import type { Statement } from '../statement/statement.entity.js';

const has = (actor: Actor, ...roles: string[]) => actor.roles.some((role) => roles.includes(role));

/** Everybody who works on what comes in; readers look on. */
export const canWorkOnCases = (actor: Actor, _nothing: null): boolean =>
  has(actor, 'town-admin', 'planner', 'clerk', 'moderator', 'paper-entry', 'reader');

/** Who answers letters has to know whom; planners weigh by the number (Art. 5 (1) c GDPR). */
export const canSeeAuthor = (actor: Actor, _statement: Statement): boolean =>
  has(actor, 'town-admin', 'clerk', 'paper-entry');
