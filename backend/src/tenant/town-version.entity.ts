import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';
import type { Tenant } from './tenant.entity.js';

/** What of a town can be set, by the page on which it is set. */
export const FIELDS = {
  look: ['name', 'fullName', 'claim', 'colour'],
  picture: ['picture', 'pictureKey', 'pictureAlt'],
  contact: ['contact'],
  legal: ['imprint', 'privacy', 'accessibility', 'dialogueRules'],
  defaults: ['defaults'],
  rules: ['settings'],
} as const satisfies Record<string, readonly (keyof Tenant)[]>;

/** A page of the settings. */
export type Part = keyof typeof FIELDS;
type Field = (typeof FIELDS)[Part][number];
/** All that can be set, as it was at one moment. */
export type Content = Pick<Tenant, Field>;

export const ALL_FIELDS: readonly Field[] = Object.values(FIELDS).flat();

export const TownVersionSchema = defineEntity({
  name: 'TownVersion',
  ...tenantTable,
  uniques: [{ properties: ['tenantId', 'number'] }],
  properties: {
    ...tenantKey,
    /** From 1, without gaps. */
    number: p.integer(),
    at: p.datetime(),
    /** Null for the first one, which came with the town. */
    accountId: p.uuid().nullable(),
    /** The page on which it was set; `begun` for the first one, `restored` where an older one came back. */
    part: p.string().length(20).$type<Part | 'begun' | 'restored'>(),
    /** The number of the version that came back. */
    restoredFrom: p.integer().nullable(),
    content: p.json().$type<Content>(),
  },
});

/** The settings of a town as they were once (Stand); written once, never changed. */
export class TownVersion extends TownVersionSchema.class {}
TownVersionSchema.setClass(TownVersion);
