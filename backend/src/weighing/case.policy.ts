import type { Actor } from '../platform/current.js';
import { holds, holdsAnywhere, scopesOf } from '../platform/roles.js';
import type { Statement } from '../statement/statement.entity.js';

const ASSIGNERS = ['town-admin', 'planner', 'clerk'];
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

/** Whom work can be given to: everybody who works on what comes in; readers only look on. */
export const ASSIGNABLE: readonly string[] = WORKERS.filter((role) => role !== 'reader');

/** Who says who works on which statement until when. */
export const canAssignCases = (actor: Actor, { id }: { id: string }): boolean =>
  actor.accountId !== null && holds(actor, id, ASSIGNERS);

/** Whether somebody gives out work at all. */
export const canAssignSomewhere = (actor: Actor, _nothing: null): boolean =>
  actor.accountId !== null && holdsAnywhere(actor, ASSIGNERS);

/** What many lines were before is given back by who changed them. */
export const canUndoCaseAction = (actor: Actor, action: { accountId: string }): boolean =>
  actor.accountId !== null && actor.accountId === action.accountId;

/** A person's own filters. */
export const canKeepCaseViews = (actor: Actor, _nothing: null): boolean =>
  actor.accountId !== null && canWorkOnCases(actor, null);

/** Who takes statements out as a table; a list shows `caseScopes` only. */
export const canExportCases = (actor: Actor, _nothing: null): boolean =>
  holdsAnywhere(actor, ['town-admin', 'planner', 'clerk']);

/** With names and addresses only who has to know them in the whole town (Art. 5 (1) c GDPR). */
export const canExportAuthors = (actor: Actor, _nothing: null): boolean =>
  holds(actor, null, ['town-admin', 'clerk']);
