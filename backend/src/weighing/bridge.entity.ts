import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';

export const DialogueBridgeSchema = defineEntity({
  name: 'DialogueBridge',
  ...tenantTable,
  properties: {
    /** `id` is the dialogue's. */
    ...tenantKey,
    procedureId: p.uuid(),
    declaredAt: p.datetime(),
    declaredBy: p.uuid().nullable(),
  },
});

/** That a dialogue feeds the early step of a plan (§ 3 (1) BauGB): what is said there is weighed. */
export class DialogueBridge extends DialogueBridgeSchema.class {}
DialogueBridgeSchema.setClass(DialogueBridge);

export const TakeoverSchema = defineEntity({
  name: 'Takeover',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'dialogueId', 'askedAt'] }],
  properties: {
    ...tenantKey,
    procedureId: p.uuid(),
    dialogueId: p.uuid(),
    /** Whether hidden contributions are taken as well; only where somebody chose that. */
    hasHidden: p.boolean(),
    total: p.integer(),
    done: p.integer().default(0),
    /** How many were left because they are hidden or still wait to be looked at. */
    leftOut: p.integer(),
    askedAt: p.datetime(),
    askedBy: p.uuid().nullable(),
    finishedAt: p.datetime().nullable(),
  },
});

/** One time that the contributions of a dialogue are taken into the weighing; again for those that come later. */
export class Takeover extends TakeoverSchema.class {}
TakeoverSchema.setClass(Takeover);

export const TakenContributionSchema = defineEntity({
  name: 'TakenContribution',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'procedureId'] }],
  uniques: [{ properties: ['tenantId', 'statementId'] }],
  properties: {
    /** `id` is the contribution's: it is taken once. */
    ...tenantKey,
    procedureId: p.uuid(),
    takeoverId: p.uuid(),
    statementId: p.uuid(),
    takenAt: p.datetime(),
  },
});

/** That a contribution became a statement. */
export class TakenContribution extends TakenContributionSchema.class {}
TakenContributionSchema.setClass(TakenContribution);
