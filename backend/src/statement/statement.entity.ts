import { defineEntity, p } from '@mikro-orm/core';

import type { Actor } from '../platform/current.js';
import { Problem } from '../platform/problem.js';
import { tenantKey, tenantTable } from '../platform/tenant-table.js';
import type { KeptFile } from '../platform/upload.entity.js';
import { Procedure } from '../procedure/procedure.entity.js';
import type { About, Channel, Origin } from './content.js';

const OF_PROCEDURE = { joinColumns: ['tenant_id', 'procedure_id'], columns: ['tenant_id', 'id'] };

export const StatementSchema = defineEntity({
  name: 'Statement',
  ...tenantTable,
  indexes: [
    { properties: ['tenantId', 'procedure', 'receivedAt', 'id'] },
    { properties: ['tenantId', 'receivedAt', 'id'] },
    { properties: ['tenantId', 'accountId'] },
    { properties: ['tenantId', 'institutionId'], where: 'institution_id is not null' },
  ],
  uniques: [{ properties: ['tenantId', 'number'] }],
  properties: {
    /** The submission id, made by the browser when the draft began: the same one again is the same statement. */
    ...tenantKey,
    procedure: () =>
      p
        .manyToOne(Procedure)
        .joinColumns(...OF_PROCEDURE.joinColumns)
        .referencedColumnNames(...OF_PROCEDURE.columns)
        .ownColumns('procedure_id'),
    /** The spoken number of the receipt. */
    number: p.string().length(11),
    text: p.text(),
    about: p.json().$type<About>(),
    files: p.json().$type<KeptFile[]>().default([]),
    authorKind: p.string().$type<'person' | 'organisation'>(),
    isAnonymous: p.boolean(),
    /** Consent to publication of a redacted copy; separate from processing, off by default. */
    mayPublish: p.boolean().default(false),
    channel: p.string().$type<Channel>(),
    /** Null but where it was taken over from a dialogue. */
    origin: p.json().$type<Origin | null>().nullable(),
    receivedAt: p.datetime(),
    isLate: p.boolean(),
    accountId: p.uuid().nullable(),
    /** The registered institution in whose name it came; then it is that institution's, whoever sent it. */
    institutionId: p.uuid().nullable(),
    /** SHA-256 (hex) of the canonical content, as the receipt and the register have it. */
    contentHash: p.string().length(64),
    /** Keyed hash of everything that was sent, identity included: tells a repetition from a conflict. */
    fingerprint: p.string().length(64),
    /** The signed receipt, compact JWS. */
    receipt: p.text(),
    /** Random, hex; opens the commitment in the register. */
    salt: p.string().length(64),
    registerEntryId: p.uuid(),
    withdrawnAt: p.datetime().nullable(),
  },
});

/** What a citizen or an institution says about a plan (Stellungnahme). It is never deleted, only withdrawn. */
export class Statement extends StatementSchema.class {
  isBy(actor: Pick<Actor, 'accountId' | 'speaksFor'>): boolean {
    if (this.institutionId) return actor.speaksFor.includes(this.institutionId);
    return this.accountId !== null && this.accountId === actor.accountId;
  }

  withdraw(at: Date): void {
    if (this.withdrawnAt) throw new Problem('statement.already-withdrawn');
    this.withdrawnAt = at;
  }
}
StatementSchema.setClass(Statement);

export const StatementIdentitySchema = defineEntity({
  name: 'StatementIdentity',
  ...tenantTable,
  properties: {
    /** `id` is the statement's. */
    ...tenantKey,
    name: p.string().nullable(),
    organisation: p.string().nullable(),
    street: p.string().nullable(),
    postcode: p.string().nullable(),
    place: p.string().nullable(),
    email: p.string().nullable(),
    answerBy: p.string().$type<'email' | 'post' | 'none'>(),
  },
});

/** Who sent a statement: kept apart, with grants of its own; planners see a number by default. */
export class StatementIdentity extends StatementIdentitySchema.class {}
StatementIdentitySchema.setClass(StatementIdentity);

/** A published copy of an attachment: a file of its own under a name that tells nothing. */
export interface ReleasedFile {
  id: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
  key: string;
}

export const ReleaseSchema = defineEntity({
  name: 'Release',
  ...tenantTable,
  properties: {
    /** `id` is the statement's. */
    ...tenantKey,
    /** The redacted copy: a text of its own; the original never enters `pub`. */
    text: p.text(),
    authorLabel: p.string(),
    /** Copies of the attachments that were chosen for the public, burnt anew. */
    files: p.json().$type<ReleasedFile[]>().default([]),
    releasedAt: p.datetime(),
    /** The named person who answers for the publication. */
    releasedBy: p.uuid(),
  },
});

/** A published, redacted copy of a statement (Freigabe). */
export class Release extends ReleaseSchema.class {}
ReleaseSchema.setClass(Release);
