import { EntityManager, LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { isColour, isReadable } from './contrast.js';
import { TENANT_CHANGED } from './tenant.events.js';
import { Tenant } from './tenant.entity.js';
import { canEditTown } from './tenant.policy.js';
import { ALL_FIELDS, FIELDS, TownVersion, type Content, type Part } from './town-version.entity.js';

const PAGE = 20;

/** What a person wants to set, and the version of the settings that they had before their eyes. */
export interface Wish {
  version: number;
  changes: Partial<Content>;
}

/** One version with the one before it, for telling what differs. */
export interface Step {
  version: TownVersion;
  before: Content | null;
}

/** What a town sets for its portal: each saving is a version that can come back. */
@Injectable()
export class TownSettingsService {
  constructor(
    private readonly em: EntityManager,
    private readonly outbox: Outbox,
    private readonly journal: Journal,
  ) {}

  /** The settings as they are now. */
  open(): Promise<Tenant> {
    authorize(canEditTown, null);
    return this.em.findOneOrFail(Tenant, { id: current.tenantId });
  }

  /** Sets one page. Throws `town.changed-meanwhile` where somebody else has set that page since. */
  async save(part: Part, { version, changes }: Wish): Promise<Tenant> {
    authorize(canEditTown, null);
    if (changes.colour !== undefined) refuseUnreadable(changes.colour);
    const tenant = await this.locked();
    await this.refuseOvertaken(tenant, version, FIELDS[part]);
    return this.keep(tenant, changes, { part, restoredFrom: null });
  }

  /** Brings an older version back, as a new one. Throws `version.not-found`, `town.changed-meanwhile`. */
  async restore(number: number, version: number): Promise<Tenant> {
    authorize(canEditTown, null);
    const tenant = await this.locked();
    const former = await this.em.findOne(TownVersion, { number });
    if (!former) throw notFound('version');
    await this.refuseOvertaken(tenant, version, ALL_FIELDS);
    return this.keep(tenant, former.content, { part: 'restored', restoredFrom: number });
  }

  /** The versions before a number, newest first, and the number that the next page begins before. */
  async history(before: number | null): Promise<{ steps: Step[]; next: number | null }> {
    authorize(canEditTown, null);
    const found = await this.em.find(TownVersion, before === null ? {} : { number: { $lt: before } }, {
      orderBy: { number: 'desc' },
      limit: PAGE + 1,
    });
    const steps = found.map((version, index) => ({ version, before: found[index + 1]?.content ?? null }));
    return {
      steps: steps.slice(0, PAGE),
      next: found.length > PAGE ? found[PAGE - 1]!.number : null,
    };
  }

  /** Two who save at the same moment do so one after the other. */
  private locked(): Promise<Tenant> {
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    return this.em.findOneOrFail(Tenant, { id: current.tenantId }, { lockMode, refresh: true });
  }

  private async refuseOvertaken(
    tenant: Tenant,
    version: number,
    fields: readonly (keyof Content)[],
  ): Promise<void> {
    if (version === tenant.version) return;
    const seen = await this.em.findOne(TownVersion, { number: version });
    const differs = (field: keyof Content) => !isSame(seen?.content[field], tenant[field]);
    if (!seen || fields.some(differs)) throw new Problem('town.changed-meanwhile');
  }

  private async keep(
    tenant: Tenant,
    changes: Partial<Content>,
    { part, restoredFrom }: Pick<TownVersion, 'part' | 'restoredFrom'>,
  ): Promise<Tenant> {
    const before = contentOf(tenant);
    const after = { ...before, ...changes };
    if (isSame(before, after)) return tenant;

    if (tenant.version === 1) await this.keepFirst(tenant, before);
    Object.assign(tenant, changes, { version: tenant.version + 1 });
    const { accountId } = current.actor;
    this.add({ number: tenant.version, at: clock.now(), accountId, part, restoredFrom, content: after });
    this.journal.note(
      part === 'picture' ? 'picture.changed' : part === 'restored' ? 'town.restored' : 'town.changed',
      { subjectId: tenant.id, before: noted(before), after: noted(after) },
    );
    await this.outbox.add(TENANT_CHANGED, {});
    return tenant;
  }

  /** What came with the town becomes a version when it is first changed. */
  private async keepFirst(tenant: Tenant, content: Content): Promise<void> {
    if (await this.em.count(TownVersion, { number: 1 })) return;
    const at = tenant.createdAt ?? clock.now();
    this.add({ number: 1, at, accountId: null, part: 'begun', restoredFrom: null, content });
  }

  private add(version: Omit<Partial<TownVersion>, 'id'>): void {
    this.em.persist(this.em.create(TownVersion, version as never));
  }
}

function refuseUnreadable(colour: string): void {
  if (!isColour(colour)) throw invalid('colour', 'colour.malformed');
  if (!isReadable(colour)) throw invalid('colour', 'colour.unreadable');
}

function contentOf(tenant: Tenant): Content {
  const entries = ALL_FIELDS.map((field) => [field, tenant[field] ?? null]);
  return structuredClone(Object.fromEntries(entries)) as Content;
}

/** The log names a picture by its key; the drawing itself stays in the version. */
const noted = ({ picture, ...rest }: Content) => ({ ...rest, picture: picture ? 'svg' : null });

/** JSON columns come back with their keys in another order. */
const isSame = (one: unknown, other: unknown): boolean => ordered(one) === ordered(other);

const ordered = (value: unknown): string =>
  JSON.stringify(value ?? null, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
