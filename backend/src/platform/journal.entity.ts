import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from './tenant-table.js';

export const JournalEntrySchema = defineEntity({
  name: 'JournalEntry',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'scopeId', 'at', 'id'] }, { properties: ['tenantId', 'subjectId'] }],
  properties: {
    ...tenantKey,
    at: p.datetime(),
    /** Who did it; null where nobody did, as when a period ends by itself. */
    accountId: p.uuid().nullable(),
    /** The scope within the tenant; null for what concerns the whole of it. */
    scopeId: p.uuid().nullable(),
    /** What it was done to. */
    subjectId: p.uuid().nullable(),
    /** `noun.verb`, also the message key: `statement.released`. */
    action: p.string().length(80),
    /** What it was, and what it is now: only what changed, and personal data only where the action is about it. */
    before: p.json().$type<Record<string, unknown>>().nullable(),
    after: p.json().$type<Record<string, unknown>>().nullable(),
  },
});

/** One line of the log of what the staff did. It is written once: the role of the application may not change it. */
export class JournalEntry extends JournalEntrySchema.class {}
JournalEntrySchema.setClass(JournalEntry);
