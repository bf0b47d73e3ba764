import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';

export const CaseWorkSchema = defineEntity({
  name: 'CaseWork',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'assignee', 'dueOn'] }],
  properties: {
    /** `id` is the statement's. */
    ...tenantKey,
    procedureId: p.uuid(),
    /** The account of who works on it; null where nobody does. */
    assignee: p.uuid().nullable(),
    /** The day by which it is to be done, a local date in Berlin; a matter of the house, not of the law. */
    dueOn: p.date().nullable(),
    changedAt: p.datetime(),
    changedBy: p.uuid().nullable(),
  },
});

/** Who works on a statement, and until when (Bearbeitung). */
export class CaseWork extends CaseWorkSchema.class {}
CaseWorkSchema.setClass(CaseWork);

/** How the work on one statement was shared before. */
export interface WorkBefore {
  id: string;
  assignee: string | null;
  dueOn: string | null;
}

export const HandoverSchema = defineEntity({
  name: 'Handover',
  ...tenantTable,
  properties: {
    ...tenantKey,
    accountId: p.uuid(),
    at: p.datetime(),
    before: p.json().$type<WorkBefore[]>(),
    undoneAt: p.datetime().nullable(),
  },
});

/** One handing over of many statements at once, with what was before: it can be undone for an hour. */
export class Handover extends HandoverSchema.class {}
HandoverSchema.setClass(Handover);

export const CaseViewSchema = defineEntity({
  name: 'CaseView',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'accountId'] }],
  properties: {
    ...tenantKey,
    accountId: p.uuid(),
    name: p.string().length(60),
    /** The part of the list's address behind the question mark. */
    query: p.string().length(500),
    savedAt: p.datetime(),
    removedAt: p.datetime().nullable(),
  },
});

/** A list of statements as somebody wants to see it again. */
export class CaseView extends CaseViewSchema.class {}
CaseViewSchema.setClass(CaseView);
