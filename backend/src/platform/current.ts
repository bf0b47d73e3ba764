import { AsyncLocalStorage } from 'node:async_hooks';

import { Problem } from './problem.js';

/**
 * Who asks. `roles` are those held in the whole current tenant, `rolesIn` those held in one scope of it only, by its id
 * (see `holds`); `assurance` says how well we know a citizen.
 */
export interface Actor {
  readonly accountId: string | null;
  readonly roles: readonly string[];
  readonly rolesIn: Readonly<Record<string, readonly string[]>>;
  /** The ids of the bodies that the person speaks for, wherever they are. */
  readonly speaksFor: readonly string[];
  readonly assurance: 'none' | 'email' | 'substantial' | 'high';
  readonly sessionId: string | null;
  /** When the person last proved who they are (for step-up), or null. */
  readonly authenticatedAt: Date | null;
}

export const ANONYMOUS: Actor = {
  accountId: null,
  roles: [],
  rolesIn: {},
  speaksFor: [],
  assurance: 'none',
  sessionId: null,
  authenticatedAt: null,
};

/** What is known about one request or job. `tenantId` is null on the Land's own host. */
export interface Visit {
  readonly tenantId: string | null;
  readonly tenantSlug: string | null;
  readonly actor: Actor;
  readonly host: string;
  readonly language: string;
  readonly traceId: string;
  /** The request was complete at our edge at this instant (UTC): what a deadline is measured by. */
  readonly receivedAt: Date;
  /** A shortened, keyed hash of the network prefix that rotates daily, for limits only; never the address. */
  readonly origin: string;
}

interface Store extends Visit {
  authorized: boolean;
}

const storage = new AsyncLocalStorage<Store>();

/** Who is asking, and for which tenant. Set once per request or job by the platform; read anywhere. */
export const current = {
  run: <T>(visit: Visit, work: () => T): T => storage.run({ ...visit, authorized: false }, work),

  /** Opens a fresh question, so that the permission asked by one field never counts for its neighbour. */
  ask: <T>(work: () => T): T => storage.run({ ...get(), authorized: false }, work),

  /** The same visit in another tenant: only for the platform and for state-wide work that iterates tenants. */
  inTenant: <T>(tenantId: string, tenantSlug: string | null, work: () => T): T =>
    storage.run({ ...get(), tenantId, tenantSlug, authorized: false }, work),

  get visit(): Visit {
    return get();
  },
  get visitOrNull(): Visit | null {
    return storage.getStore() ?? null;
  },
  /** Throws `tenant.not-found` on the Land's own host. */
  get tenantId(): string {
    const { tenantId } = get();
    if (!tenantId) throw new Problem('tenant.not-found');
    return tenantId;
  },
  get tenantIdOrNull(): string | null {
    return storage.getStore()?.tenantId ?? null;
  },
  get actor(): Actor {
    return get().actor;
  },
  get receivedAt(): Date {
    return get().receivedAt;
  },
  get traceId(): string {
    return storage.getStore()?.traceId ?? '-';
  },
  get authorized(): boolean {
    return get().authorized;
  },
  markAuthorized(): void {
    get().authorized = true;
  },
};

function get(): Store {
  const store = storage.getStore();
  if (!store) throw new Error('No visit: this code ran outside a request or job.');
  return store;
}
