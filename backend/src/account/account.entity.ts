import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';

export const ASSURANCES = ['none', 'email', 'substantial', 'high'] as const;
/** How surely we know who a citizen is. */
export type Assurance = (typeof ASSURANCES)[number];

export const ROLES = [
  'town-admin',
  'planner',
  'clerk',
  'editor',
  'moderator',
  'paper-entry',
  'reader',
] as const;
/** What somebody may be in a town; the operator of the Land is none of these. */
export type Role = (typeof ROLES)[number];

export const AccountSchema = defineEntity({
  name: 'Account',
  uniques: [{ properties: ['issuer', 'subject'] }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    issuer: p.string().length(500),
    subject: p.string().length(255),
    name: p.string(),
    mail: p.string().length(320).nullable(),
    assurance: p.string().$type<Assurance>(),
    /** Who vouches for it: bundid, employer, email … */
    assuranceSource: p.string(),
    /** Since when this person operates the installation for the Land; null for everybody else. */
    operatorSince: p.datetime().nullable(),
    createdAt: p.datetime(),
    signedInAt: p.datetime().nullable(),
  },
});

/** A person as an issuer knows them: for citizens and staff alike, one for the whole installation. */
export class Account extends AccountSchema.class {}
AccountSchema.setClass(Account);

export const MembershipSchema = defineEntity({
  name: 'Membership',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'accountId'] }],
  properties: {
    ...tenantKey,
    accountId: p.uuid(),
    role: p.string().$type<Role>(),
    /** Set where the role holds for one procedure only (a planning office, § 4b BauGB). */
    procedureId: p.uuid().nullable(),
    grantedAt: p.datetime(),
    grantedBy: p.uuid().nullable(),
    endedAt: p.datetime().nullable(),
    /** When the person was told that it ends unless it is used. */
    warnedAt: p.datetime().nullable(),
  },
});

/** What a person may be in a town, since when, and by whom. */
export class Membership extends MembershipSchema.class {
  end(at: Date): void {
    this.endedAt ??= at;
  }
}
MembershipSchema.setClass(Membership);

export const AccountTownSchema = defineEntity({
  name: 'AccountTown',
  rowLevelSecurity: 'force',
  policies: [
    ...tenantTable.policies,
    { name: 'own_account', command: 'select', using: 'account_id = (select sec.actor())' },
  ],
  indexes: [{ properties: ['accountId'] }],
  properties: {
    tenantId: tenantKey.tenantId,
    accountId: p.uuid().primary(),
    /** When the last role there ended; null while there is one. */
    endedAt: p.datetime().nullable(),
  },
});

/** Where a person works: kept by a trigger on the memberships, and all that somebody sees of other towns. */
export class AccountTown extends AccountTownSchema.class {}
AccountTownSchema.setClass(AccountTown);
