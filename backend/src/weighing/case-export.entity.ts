import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';
import type { CaseCriteria } from './case.filter.js';

export const FORMATS = ['xlsx', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

export const CaseExportSchema = defineEntity({
  name: 'CaseExport',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'accountId', 'askedAt'] }],
  properties: {
    ...tenantKey,
    accountId: p.uuid(),
    askedAt: p.datetime(),
    format: p.string().$type<Format>(),
    /** Whether names and addresses stand in it. */
    hasAuthors: p.boolean(),
    criteria: p.json().$type<CaseCriteria>(),
    /** The procedures that the person could see when asking; null for all of the town. */
    scopes: p.json().$type<string[] | null>().nullable(),
    done: p.integer().default(0),
    /** Set once the file is whole. */
    total: p.integer().nullable(),
    finishedAt: p.datetime().nullable(),
    failedAt: p.datetime().nullable(),
    fileKey: p.string().nullable(),
    size: p.integer().nullable(),
  },
});

/** Statements as a table for one person: asked for, made by the worker, kept for a week. */
export class CaseExport extends CaseExportSchema.class {}
CaseExportSchema.setClass(CaseExport);
