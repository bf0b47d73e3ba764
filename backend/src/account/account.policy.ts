import { clock } from '../platform/clock.js';
import type { Actor } from '../platform/current.js';
import type { Account, Role } from './account.entity.js';

const FRESH_MS = 10 * 60_000;

/** Whether somebody proved who they are within ten minutes, with a second factor (publish, export, grant …). */
export const isFresh = (actor: Actor): boolean =>
  actor.authenticatedAt !== null && clock.now().getTime() - actor.authenticatedAt.getTime() <= FRESH_MS;

export const canKnowWhoTheyAre = (_actor: Actor, _subject: null): boolean => true;

export const canReadAccount = (actor: Actor, account: Pick<Account, 'id'>): boolean =>
  actor.accountId !== null && actor.accountId === account.id;

export const canGrantRole = (actor: Actor, _role: Role): boolean =>
  actor.roles.some((role) => role === 'town-admin' || role === 'land-operator') && isFresh(actor);
