import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';

/** How the sender learns of the answer; `page`: it stands where the receipt is. */
export type Way = 'email' | 'post' | 'page' | 'inspection';

export const DispatchSchema = defineEntity({
  name: 'Dispatch',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'procedureId'] }],
  properties: {
    /** `id` is the statement's. */
    ...tenantKey,
    procedureId: p.uuid(),
    way: p.string().$type<Way>(),
    mailedAt: p.datetime().nullable(),
    mailFailedAt: p.datetime().nullable(),
    /** What the mail server said the last time. */
    mailError: p.text().nullable(),
    mailTries: p.integer().default(0),
    letterMadeAt: p.datetime().nullable(),
    letterMadeBy: p.uuid().nullable(),
    /** The day on which somebody took the letter to the post, a local date in Berlin. */
    postedOn: p.string().length(10).nullable(),
    postedBy: p.uuid().nullable(),
    inspectionId: p.uuid().nullable(),
  },
});

/** How and when the sender of a statement was told the result (§ 3 (2) s. 6 BauGB). */
export class Dispatch extends DispatchSchema.class {}
DispatchSchema.setClass(Dispatch);

export const LetterRunSchema = defineEntity({
  name: 'LetterRun',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'procedureId'] }],
  properties: {
    ...tenantKey,
    procedureId: p.uuid(),
    startedAt: p.datetime(),
    startedBy: p.uuid().nullable(),
    total: p.integer(),
    done: p.integer().default(0),
    finishedAt: p.datetime().nullable(),
    fileKey: p.string().nullable(),
    size: p.integer().nullable(),
    /** The statements whose letters it holds. */
    statementIds: p.json().$type<string[]>(),
  },
});

/** All letters of a procedure that wait, made into one file (Serienbrief). */
export class LetterRun extends LetterRunSchema.class {}
LetterRunSchema.setClass(LetterRun);

export const InspectionSchema = defineEntity({
  name: 'Inspection',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'procedureId'] }],
  properties: {
    ...tenantKey,
    procedureId: p.uuid(),
    /** Where and when the result may be seen, and what it is about. */
    topic: p.text(),
    place: p.text(),
    hours: p.text(),
    persons: p.integer(),
    announcedAt: p.datetime(),
    announcedBy: p.uuid().nullable(),
  },
});

/** Where more than 50 people who said the same may see the result, instead of a message to each (§ 3 (2) s. 7 BauGB). */
export class Inspection extends InspectionSchema.class {}
InspectionSchema.setClass(Inspection);
