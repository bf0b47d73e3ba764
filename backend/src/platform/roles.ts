import type { Actor } from './current.js';

/** Whether somebody holds one of these roles in the whole tenant, or in this scope of it. */
export const holds = (actor: Actor, scopeId: string | null, roles: readonly string[]): boolean =>
  rolesIn(actor, scopeId).some((role) => roles.includes(role));

/** Whether somebody holds one of these roles somewhere in the tenant: for lists, which `scopesOf` then narrows. */
export const holdsAnywhere = (actor: Actor, roles: readonly string[]): boolean =>
  holds(actor, null, roles) || Object.keys(actor.rolesIn).some((scopeId) => holds(actor, scopeId, roles));

/** The scopes in which somebody holds one of these roles; null where that is the whole tenant. */
export const scopesOf = (actor: Actor, roles: readonly string[]): string[] | null =>
  holds(actor, null, roles)
    ? null
    : Object.keys(actor.rolesIn).filter((scopeId) => holds(actor, scopeId, roles));

const rolesIn = (actor: Actor, scopeId: string | null): readonly string[] =>
  scopeId && actor.rolesIn[scopeId] ? [...actor.roles, ...actor.rolesIn[scopeId]] : actor.roles;
