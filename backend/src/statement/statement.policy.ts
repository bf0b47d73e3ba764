import { createHash, timingSafeEqual } from 'node:crypto';

import { clock } from '../platform/clock.js';
import type { Actor } from '../platform/current.js';
import { holds, holdsAnywhere } from '../platform/roles.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import type { Statement } from './statement.entity.js';

const STAFF = ['town-admin', 'planner', 'clerk', 'moderator', 'paper-entry'];
const READERS = [...STAFF, 'reader'];
const RELEASERS = ['town-admin', 'planner', 'moderator'];

/** From the first day of the participation on; a late statement is accepted and marked (§ 4a (5) BauGB). */
export const canSubmitStatement = (_actor: Actor, procedure: Procedure): boolean =>
  procedure.publishedAt !== null && procedure.hasBegun(clock.now());

/** Letters, mail and minutes are typed in by the staff. */
export const canEnterStatement = (actor: Actor, procedure: Procedure): boolean =>
  holds(actor, procedure.id, STAFF);

/** Whether somebody types letters in at all. */
export const canEnterStatements = (actor: Actor, _nothing: null): boolean => holdsAnywhere(actor, STAFF);

/** One's own statements; the code on the receipt opens one without an account. */
export const canReadStatement = (actor: Actor, statement: Statement): boolean =>
  statement.isBy(actor) || holds(actor, statement.procedure.id, READERS);

/** Who is signed in has a list of their own. */
export const canListOwnStatements = (actor: Actor, _nothing: null): boolean => actor.accountId !== null;

/** One's own, while the period runs in which it was sent. */
export const canWithdrawStatement = (actor: Actor, statement: Statement): boolean => {
  const phase = statement.procedure.participationAt(clock.now());
  const isRunning = phase !== null && (!phase.endsAt || clock.now() < phase.endsAt);
  return statement.isBy(actor) && statement.withdrawnAt === null && isRunning;
};

/** Who released a redacted copy answers for it by name. */
export const canReleaseStatement = (actor: Actor, statement: Statement): boolean =>
  actor.accountId !== null && holds(actor, statement.procedure.id, RELEASERS);

/** Fields leave only through a view that the service made after it had asked one of the rules above. */
export const isDisclosed = (_actor: Actor, view: { isDisclosed?: true }): boolean =>
  view.isDisclosed === true;

/** Who holds number and code holds the receipt: no account is needed to see what became of one's own voice. */
export const canOpenWithCode = (_actor: Actor, key: { given: string; right: string }): boolean =>
  timingSafeEqual(digest(key.given), digest(key.right));

const digest = (value: string) => createHash('sha256').update(value).digest();
