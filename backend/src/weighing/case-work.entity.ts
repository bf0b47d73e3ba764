import { defineEntity, p } from '@mikro-orm/core';

import type { Day } from '../procedure/calendar.js';
import { tenantKey, tenantTable } from '../platform/tenant-table.js';

/** Who works on a statement, and until when. */
export interface Work {
  assigneeId: string | null;
  dueOn: Day | null;
}

export const CaseWorkSchema = defineEntity({
  name: 'CaseWork',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'assigneeId', 'dueOn'] }],
  properties: {
    /** `id` is the statement's. */
    ...tenantKey,
    procedureId: p.uuid(),
    assigneeId: p.uuid().nullable(),
    /** A local date in Berlin. */
    dueOn: p.string().length(10).$type<Day>().nullable(),
    changedAt: p.datetime(),
    changedBy: p.uuid(),
    /** The last change of many lines at once; only that one can be undone. */
    actionId: p.uuid(),
  },
});

/** Who works on a statement until when (Zuweisung); a statement that nobody has touched has none. */
export class CaseWork extends CaseWorkSchema.class {}
CaseWorkSchema.setClass(CaseWork);

export const CaseActionSchema = defineEntity({
  name: 'CaseAction',
  ...tenantTable,
  properties: {
    ...tenantKey,
    accountId: p.uuid(),
    at: p.datetime(),
    /** What each line was before. */
    before: p.json().$type<(Work & { id: string })[]>(),
    undoneAt: p.datetime().nullable(),
  },
});

/** One change of many lines at once, kept so that who made it can take it back. */
export class CaseAction extends CaseActionSchema.class {}
CaseActionSchema.setClass(CaseAction);

export const CaseViewSchema = defineEntity({
  name: 'CaseView',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'accountId'] }],
  properties: {
    ...tenantKey,
    accountId: p.uuid(),
    name: p.string().length(80),
    /** The filter as the list's address has it, without the leading `?`. */
    query: p.string().length(1000),
    savedAt: p.datetime(),
  },
});

/** A filter that a person keeps under a name (gemerkte Ansicht). */
export class CaseView extends CaseViewSchema.class {}
CaseViewSchema.setClass(CaseView);
