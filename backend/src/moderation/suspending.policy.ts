import { createHash, timingSafeEqual } from 'node:crypto';

import { canModerateTown } from '../contribution/contribution.policy.js';
import type { Suspension } from '../contribution/suspension.entity.js';
import type { Actor } from '../platform/current.js';

/** A suspension is of the whole town, and so is who suspends; what the town itself says suspends nobody. */
export const canSuspend = (actor: Actor, said: { isOfficial: boolean }): boolean =>
  canModerateTown(actor, null) && !said.isOfficial;

export const canSeeSuspensions = (actor: Actor, _nothing: null): boolean => canModerateTown(actor, null);

export const canEndSuspension = (actor: Actor, _suspension: Suspension): boolean =>
  canModerateTown(actor, null);

/** Another person than the one who suspended (Art. 20 (6) DSA). */
export const canDecideOnSuspension = (
  actor: Actor,
  { suspendedBy }: Pick<Suspension, 'suspendedBy'>,
): boolean => canModerateTown(actor, null) && actor.accountId !== suspendedBy;

/** Everybody may ask whether they are suspended themselves. */
export const canAskForOwnSuspension = (_actor: Actor, _nothing: null): boolean => true;

/** Who holds number and code holds the page of the suspension. */
export const canOpenSuspension = (_actor: Actor, key: { given: string; right: string }): boolean =>
  timingSafeEqual(digest(key.given), digest(key.right));

/** Fields leave only through a view that the service made after it had asked one of the rules above. */
export const isDisclosedSuspension = (_actor: Actor, view: { isDisclosed?: true }): boolean =>
  view.isDisclosed === true;

const digest = (value: string) => createHash('sha256').update(value).digest();
