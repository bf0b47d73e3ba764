import type { Actor } from '../platform/current.js';
import { holds, holdsAnywhere, scopesOf } from '../platform/roles.js';
import type { Statement } from '../statement/statement.entity.js';

const WORKERS = ['town-admin', 'planner', 'clerk', 'moderator', 'paper-entry', 'reader'];

/** Everybody who works on what comes in; readers look on. A list shows `caseScopes` only. */
export const canWorkOnCases = (actor: Actor, _nothing: null): boolean => holdsAnywhere(actor, WORKERS);

/** Whether somebody works on what comes in to this procedure. */
export const canWorkOnCasesOf = (actor: Actor, { id }: { id: string }): boolean => holds(actor, id, WORKERS);

/** The ids of the procedures whose statements somebody works on; null for all of the town. */
export const caseScopes = (actor: Actor): string[] | null => scopesOf(actor, WORKERS);

/** Who answers letters has to know whom; planners weigh by the number (Art. 5 (1) c GDPR). */
export const canSeeAuthor = (actor: Actor, statement: Statement): boolean =>
  holds(actor, statement.procedure.id, ['town-admin', 'clerk', 'paper-entry']);
