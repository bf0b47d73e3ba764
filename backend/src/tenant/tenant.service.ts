import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { env } from '../platform/env.js';
import { Outbox } from '../platform/outbox.js';
import { Problem } from '../platform/problem.js';
import { TENANT_CHANGED } from './tenant.events.js';
import { Tenant } from './tenant.entity.js';

export type TenantDraft = Pick<
  Tenant,
  | 'slug'
  | 'ags'
  | 'name'
  | 'fullName'
  | 'claim'
  | 'colour'
  | 'contact'
  | 'imprint'
  | 'privacy'
  | 'accessibility'
> & { picture?: string | null; pictureAlt?: string; hosts?: string[] };

export interface TenantRef {
  id: string;
  slug: string;
}

const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const REMEMBER_MS = 5_000;

/** Who runs a portal behind which host name. */
@Injectable()
export class TenantService {
  private known = new Map<string, TenantRef>();
  private knownUntil = 0;
  private readonly codes = new Map<string, string>();

  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Creates a portal; `slug` and `code` are unique in the installation. Throws `tenant.slug-taken`. */
  async create(draft: TenantDraft): Promise<TenantRef> {
    const id = randomUUID();
    return current.inTenant(id, draft.slug, () =>
      this.database.transaction(async () => {
        if (await this.em.findOne(Tenant, { slug: draft.slug })) throw new Problem('tenant.slug-taken');
        const code = await this.freeCode(draft.slug);
        this.em.persist(this.em.create(Tenant, { ...draft, id, code } as never));
        await this.outbox.add(TENANT_CHANGED, {});
        this.knownUntil = 0;
        return { id, slug: draft.slug };
      }),
    );
  }

  /** The tenant behind a host name, or null on the Land's own host and on unknown ones. */
  async forHost(host: string): Promise<TenantRef | null> {
    if (Date.now() > this.knownUntil) await this.learn();
    const name = host.replace(/:\d+$/, '');
    const main = new URL(env.ORIGIN).hostname;
    const label = name.endsWith(`.${main}`) ? name.slice(0, -main.length - 1) : null;

    return this.known.get(label ?? name) ?? null;
  }

  /** Whether a host is one of ours: the main host, a label below it, or a tenant's own domain. */
  async isOurs(host: string): Promise<boolean> {
    return host.replace(/:\d+$/, '') === new URL(env.ORIGIN).hostname || (await this.forHost(host)) !== null;
  }

  /** The first group of a tenant's receipt numbers; it never changes. */
  async codeOf(id: string): Promise<string> {
    const known = this.codes.get(id);
    if (known) return known;
    // On the connection of the running transaction: a second one each would leave none for any when many wait at once.
    const [tenant] = await this.database.rows<{ code: string }>('select code from tenant where id = ?', [id]);
    this.codes.set(id, tenant!.code);
    return tenant!.code;
  }

  /** All tenants, for state-wide work that iterates them. */
  async all(): Promise<TenantRef[]> {
    if (Date.now() > this.knownUntil) await this.learn();
    return [...new Map([...this.known.values()].map((tenant) => [tenant.id, tenant])).values()];
  }

  /** The current tenant's own record. */
  own(): Promise<Tenant> {
    return this.em.findOneOrFail(Tenant, { id: current.tenantId });
  }

  private async learn(): Promise<void> {
    const em = this.em.fork({ clear: true });
    const rows = await em.find(Tenant, {}, { fields: ['id', 'slug', 'hosts'], disableIdentityMap: true });
    this.known = new Map(
      rows.flatMap(({ id, slug, hosts }) => [slug, ...hosts].map((host) => [host, { id, slug }])),
    );
    this.knownUntil = Date.now() + REMEMBER_MS;
  }

  private async freeCode(slug: string): Promise<string> {
    const taken = new Set((await this.em.find(Tenant, {}, { fields: ['code'] })).map(({ code }) => code));
    let seed = [...slug].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 32_768, 7);
    for (let tries = 0; tries < 32_768; tries += 1, seed = (seed + 1) % 32_768) {
      const code = [10, 5, 0].map((shift) => CODE_LETTERS[(seed >> shift) & 31]).join('');
      if (!taken.has(code)) return code;
    }
    throw new Problem('tenant.codes-used-up');
  }
}

/** The address of a town's portal, of the Land's without a slug: `http://zeitz.localhost:3000`. */
export function townAddress(slug: string | null): string {
  const { protocol, host } = new URL(env.ORIGIN);
  return `${protocol}//${slug ? `${slug}.` : ''}${host}`;
}
