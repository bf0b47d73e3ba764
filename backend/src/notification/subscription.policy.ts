import { isCode, linkCode } from '../account/link-code.js';
import type { Actor } from '../platform/current.js';
import { holds } from '../platform/roles.js';
import { STAFF } from '../procedure/procedure.policy.js';

/** Anybody may ask to be told what is new, without an account; it counts once the mail is answered. */
export const canSubscribe = (_actor: Actor, _nothing: null): boolean => true;

/** Who holds the link of a mail holds what it is about. */
export const canOpenSubscription = (_actor: Actor, key: { given: string; right: string }): boolean =>
  isCode(key.given, key.right);

/** Who works on a procedure sees how many follow it, never who. */
export const canSeeFollowers = (actor: Actor, procedure: { id: string }): boolean =>
  holds(actor, procedure.id, STAFF);

/** Fields leave only through a view that the service made after it had asked one of the rules above. */
export const isDisclosedSubscription = (_actor: Actor, view: { isDisclosed?: true }): boolean =>
  view.isDisclosed === true;

/** The secret part of the link by which somebody manages what they follow. */
export const subscriberCode = (id: string): string => linkCode(`subscriber|${id}`);

/** The secret part of the link by which one subscription is confirmed. */
export const subscriptionCode = (id: string): string => linkCode(`subscription|${id}`);
