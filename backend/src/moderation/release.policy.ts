import { clock } from '../platform/clock.js';
import type { Actor } from '../platform/current.js';
import { holds, holdsAnywhere, scopesOf } from '../platform/roles.js';
import type { Statement } from '../statement/statement.entity.js';
import { canReleaseStatement } from '../statement/statement.policy.js';
import type { Redaction } from './redaction.entity.js';

const MAKERS = ['town-admin', 'planner', 'moderator', 'clerk'];

/** What is asked about: a statement, its copy so far, and whether the town wants four eyes. */
export interface Releasing {
  statement: Statement;
  redaction: Redaction | null;
  fourEyes: boolean;
}

/** Who may see how a copy is made; readers look on in the list only. */
export const canSeeRedaction = (actor: Actor, statement: Statement): boolean =>
  actor.accountId !== null && holds(actor, statement.procedure.id, MAKERS);

/** Makes a copy: only with the author's consent, and not of what was withdrawn. */
export const canProposeRelease = (actor: Actor, { statement }: Releasing): boolean =>
  canSeeRedaction(actor, statement) && statement.mayPublish && statement.withdrawnAt === null;

/** Releases what another has made, or one's own where the town does not want four eyes. */
export const canConfirmRelease = (actor: Actor, { statement, redaction, fourEyes }: Releasing): boolean =>
  canReleaseStatement(actor, statement) &&
  statement.mayPublish &&
  statement.withdrawnAt === null &&
  redaction?.state === 'proposed' &&
  (!fourEyes || redaction.proposedBy !== actor.accountId);

/** Hands a copy back to its maker: also one that was objected to. */
export const canSendBackRelease = (actor: Actor, { statement, redaction }: Releasing): boolean =>
  canReleaseStatement(actor, statement) && ['proposed', 'objected'].includes(redaction?.state ?? '');

/** Takes back what is public or about to be. */
export const canRetractRelease = (
  actor: Actor,
  { statement, isOpen }: { statement: Statement; isOpen: boolean },
): boolean => canReleaseStatement(actor, statement) && isOpen;

/** The author objects while the copy is shown to them; who holds number and code has been asked for it before. */
export const canObjectToRelease = (_actor: Actor, redaction: Redaction | null): boolean =>
  redaction?.state === 'shown' && Boolean(redaction.objectUntil && clock.now() < redaction.objectUntil);

/** The lists of copies in work. */
export const canWorkOnReleases = (actor: Actor, _nothing: null): boolean => holdsAnywhere(actor, MAKERS);
export const releaseScopes = (actor: Actor): string[] | null => scopesOf(actor, MAKERS);
