import type KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import { Injectable } from '@nestjs/common';

import { TenantService, type TenantRef } from '../tenant/tenant.service.js';
import { administration } from './keycloak-admin.js';

const PAGE = 100;
/** Under this name an Organization carries the id of its town: names may change, this does not. */
const TOWN = 'mitsprache-town';

/** A town as Keycloak knows it. */
interface Organization {
  id?: string;
  name?: string;
  alias?: string;
  enabled?: boolean;
  attributes?: Record<string, string[]>;
}

/** One thing that is not as our tables say, and how to make it so. */
interface Drift {
  line: string;
  mend(): Promise<unknown>;
}

/**
 * Keeps Keycloak's Organizations like our towns (decision 29). Only ever a mirror: nothing that stands there opens
 * anything here.
 */
@Injectable()
export class OrganizationService {
  constructor(private readonly tenants: TenantService) {}

  /**
   * One line for each thing that was (with `isCheck`: would be) mended; a second run returns none. An Organization
   * without a town of ours is left alone, one whose town is gone is switched off. Throws where Keycloak cannot be
   * asked.
   */
  async reconcile({ isCheck = false } = {}): Promise<string[]> {
    const keycloak = await administration();
    const lines: string[] = [];
    for (const { line, mend } of driftOf(
      keycloak,
      await this.tenants.all(),
      await organizationsIn(keycloak),
    )) {
      lines.push(line);
      if (!isCheck) await mend();
    }
    return lines;
  }
}

const townOf = ({ attributes }: Organization): string | undefined => attributes?.[TOWN]?.[0];

const organizationsIn = (keycloak: KeycloakAdminClient): Promise<Organization[]> =>
  // Without the word Keycloak leaves the attributes out.
  allOf((page) => keycloak.organizations.find({ ...page, briefRepresentation: false } as never));

async function allOf<One>(ask: (page: { first: number; max: number }) => Promise<One[]>): Promise<One[]> {
  const found: One[] = [];
  for (let first = 0; first === found.length; first += PAGE) found.push(...(await ask({ first, max: PAGE })));
  return found;
}

function driftOf(keycloak: KeycloakAdminClient, towns: TenantRef[], there: Organization[]): Drift[] {
  const isGone = (one: Organization) => townOf(one) && !towns.some(({ id }) => id === townOf(one));
  const orphans = there.filter((one) => one.enabled && isGone(one));
  return [
    ...towns.flatMap((town) => townDrift(keycloak, town, there) ?? []),
    ...orphans.map((one) => ({
      line: `organization ${one.alias}: its town is gone`,
      mend: () => keycloak.organizations.updateById({ id: one.id! }, { ...one, enabled: false }),
    })),
  ];
}

function townDrift(
  keycloak: KeycloakAdminClient,
  { id, slug }: TenantRef,
  there: Organization[],
): Drift | null {
  const wanted = { name: slug, enabled: true };
  // One that somebody made by hand under the name becomes the town's: a name counts once in a realm.
  const found = there.find((one) => townOf(one) === id) ?? there.find(({ alias }) => alias === slug);
  const attributes = { ...found?.attributes, [TOWN]: [id] };
  if (!found)
    return {
      line: `organization ${slug}: missing`,
      mend: () => keycloak.organizations.create({ ...wanted, alias: slug, attributes }),
    };
  const differing = (['name', 'enabled'] as const).filter(
    (field) => found[field] !== wanted[field],
  ) as string[];
  if (townOf(found) !== id) differing.push('town');
  if (!differing.length) return null;
  return {
    line: `organization ${slug}: ${differing.join(', ')}`,
    // Its alias stays: Keycloak never changes one, because it stands in tokens.
    mend: () => keycloak.organizations.updateById({ id: found.id! }, { ...found, ...wanted, attributes }),
  };
}
