import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';

export const MAX_RESULT = 20_000;

export const DialogueResultSchema = defineEntity({
  name: 'DialogueResult',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'dialogueId', 'savedAt'] }],
  properties: {
    ...tenantKey,
    procedureId: p.uuid(),
    dialogueId: p.uuid(),
    /** Markdown; empty where it is only said when a result can be expected. */
    text: p.text(),
    /** A local date in Berlin; null where nobody can say. */
    expectedOn: p.string().length(10).nullable(),
    savedAt: p.datetime(),
    savedBy: p.uuid(),
  },
});

/** What became of a dialogue as a whole, published by a named person; the newest counts, the earlier ones stay. */
export class DialogueResult extends DialogueResultSchema.class {}
DialogueResultSchema.setClass(DialogueResult);
