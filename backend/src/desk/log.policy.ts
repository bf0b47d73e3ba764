import type { Actor } from '../platform/current.js';
import { holds } from '../platform/roles.js';

/**
 * Who reads the log: it shows how colleagues work, so only those who answer for the procedure do; that of the whole
 * town (null) is for its administrators (Art. 5 (1) c GDPR).
 */
export const canReadLog = (actor: Actor, scope: { id: string } | null): boolean =>
  holds(actor, scope?.id ?? null, scope ? ['town-admin', 'planner'] : ['town-admin']);

/** Who weighs a statement sees what was done with this one, whoever did it. */
export const canReadLogOfStatement = (actor: Actor, scope: { id: string } | null): boolean =>
  scope !== null && holds(actor, scope.id, ['town-admin', 'planner', 'clerk']);

/** Who may know authors sees them in the log too; everybody else sees that something was there. */
export const canSeePeopleInLog = (actor: Actor, scope: { id: string } | null): boolean =>
  holds(actor, scope?.id ?? null, ['town-admin', 'clerk', 'paper-entry']);
