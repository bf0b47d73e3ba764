import { clock } from '../platform/clock.js';
import type { Actor } from '../platform/current.js';
import { holds } from '../platform/roles.js';
import type { Account, Membership, Role } from './account.entity.js';

const FRESH_MS = 10 * 60_000;

/** Whether somebody proved who they are within ten minutes, with a second factor (publish, export, grant …). */
export const isFresh = (actor: Actor): boolean =>
  actor.authenticatedAt !== null && clock.now().getTime() - actor.authenticatedAt.getTime() <= FRESH_MS;

export const canKnowWhoTheyAre = (_actor: Actor, _subject: null): boolean => true;

export const canReadAccount = (actor: Actor, account: Pick<Account, 'id'>): boolean =>
  actor.accountId !== null && actor.accountId === account.id;

const GRANTERS = ['town-admin', 'land-operator'];

/** Who sees who works with the town. */
export const canSeePeople = (actor: Actor, _nothing: null): boolean => holds(actor, null, GRANTERS);

export const canGrantRole = (actor: Actor, _role: Role): boolean =>
  holds(actor, null, GRANTERS) && isFresh(actor);

/** Nobody shuts themselves out: the own role of the town's admin is ended by another one. */
export const canEndRole = (actor: Actor, held: Pick<Membership, 'accountId' | 'role'>): boolean =>
  holds(actor, null, GRANTERS) && !(held.role === 'town-admin' && held.accountId === actor.accountId);

/** Whoever is signed in; whether the invited address is theirs is looked at when they accept. */
export const canAcceptInvitation = (actor: Actor, _nothing: null): boolean => actor.accountId !== null;

const isOperator = (actor: Actor): boolean => actor.roles.includes('land-operator');

/** The register of institutions is the Land's: what stands there speaks in every town. */
export const canSeeInstitutions = (actor: Actor, _nothing: null): boolean => isOperator(actor);

export const canRegisterInstitution = (actor: Actor, _nothing: null): boolean =>
  isOperator(actor) && isFresh(actor);

/** Whoever is signed in has a list of the institutions that they speak for; it may be empty. */
export const canListOwnInstitutions = (actor: Actor, _nothing: null): boolean => actor.accountId !== null;

/** Whether somebody speaks for an institution, as its coordinator or as a clerk. */
export const canSpeakFor = (actor: Actor, { id }: { id: string }): boolean => actor.speaksFor.includes(id);

export const canReadInstitution = (actor: Actor, institution: { id: string }): boolean =>
  isOperator(actor) || canSpeakFor(actor, institution);

/** Its coordinators invite and take away, freshly signed in with a second factor; so does the Land. */
export const canRunInstitution = (actor: Actor, { coordinators }: { coordinators: string[] }): boolean =>
  isFresh(actor) && (isOperator(actor) || coordinators.includes(actor.accountId ?? ''));
