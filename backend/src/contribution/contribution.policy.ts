import { createHash, timingSafeEqual } from 'node:crypto';

import { clock } from '../platform/clock.js';
import type { Actor } from '../platform/current.js';
import { holds, holdsAnywhere } from '../platform/roles.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import type { Dialogue } from './dialogue.entity.js';

/** A dialogue with the procedure whose period is its own. */
export interface Place {
  dialogue: Pick<Dialogue, 'contributeBy' | 'rateBy'>;
  procedure: Procedure;
}

const EDITORS = ['town-admin', 'planner', 'clerk', 'editor', 'land-operator'];
const SPEAKERS = ['town-admin', 'planner', 'clerk', 'editor', 'moderator'];
export const MODERATORS = ['town-admin', 'planner', 'moderator'];

/** As long as the participation runs; afterwards a dialogue is frozen: everything is read, nothing is added. */
export const isRunning = ({ procedure }: Pick<Place, 'procedure'>): boolean => {
  const phase = procedure.participationAt(clock.now());
  return procedure.publishedAt !== null && phase !== null && (!phase.endsAt || clock.now() < phase.endsAt);
};

export const canSetUpDialogue = (actor: Actor, procedure: Pick<Procedure, 'id'>): boolean =>
  holds(actor, procedure.id, EDITORS);

/** Who works on a dialogue: sets it up, or decides what is shown. */
export const canSeeDialogues = (actor: Actor, procedure: Pick<Procedure, 'id'>): boolean =>
  holds(actor, procedure.id, [...EDITORS, 'moderator']);

/** Contributions and comments: without an account only where the procedure says so. */
export const canContribute = (actor: Actor, place: Place): boolean =>
  isRunning(place) && (place.dialogue.contributeBy === 'everybody' || actor.accountId !== null);

export const canRate = (actor: Actor, place: Place): boolean =>
  isRunning(place) && (place.dialogue.rateBy === 'everybody' || actor.accountId !== null);

/** The task of a form says nothing about anybody. */
export const canAskForTask = (): boolean => true;

/** What the staff writes is the town's word, and marked as such. */
export const speaksForTown = (actor: Actor, procedure: Pick<Procedure, 'id'>): boolean =>
  holds(actor, procedure.id, SPEAKERS);

export const canModerate = (actor: Actor, procedure: Pick<Procedure, 'id'>): boolean =>
  actor.accountId !== null && holds(actor, procedure.id, MODERATORS);

/** Who keeps some dialogue of the town fair: for lists, which `scopesOf` then narrows. */
export const canModerateSomewhere = (actor: Actor, _nothing: null): boolean =>
  actor.accountId !== null && holdsAnywhere(actor, MODERATORS);

/** Who keeps the dialogues of the whole town fair. */
export const canModerateTown = (actor: Actor, _nothing: null): boolean =>
  actor.accountId !== null && holds(actor, null, MODERATORS);

/** Fields leave only through a view that the service made after it had asked one of the rules above. */
export const isDisclosedToAuthor = (_actor: Actor, view: { isDisclosed?: true }): boolean =>
  view.isDisclosed === true;

/** Who holds number and code holds the receipt. */
export const canOpenContribution = (_actor: Actor, key: { given: string; right: string }): boolean =>
  timingSafeEqual(digest(key.given), digest(key.right));

const digest = (value: string) => createHash('sha256').update(value).digest();
