import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';

/**
 * What becomes of a contribution. `examined` is no answer yet: it says that somebody looks at it; `weighing` is said when
 * it is taken into the weighing of a plan, `noted` only by a decision there.
 */
export const BECOMES = [
  ...['examined', 'planned', 'done', 'partly', 'declined', 'weighing', 'elsewhere', 'noted'],
] as const;
export type Becomes = (typeof BECOMES)[number];
/** What the staff chooses from. */
export const CHOSEN = BECOMES.filter((one) => one !== 'noted');

export const MAX_ANSWER = 10_000;

export const TownAnswerSchema = defineEntity({
  name: 'TownAnswer',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'procedureId', 'askedAt'] }],
  properties: {
    ...tenantKey,
    procedureId: p.uuid(),
    becomes: p.string().length(12).$type<Becomes>(),
    text: p.text(),
    /** Who answers, as everybody reads it: an office, or a person where the town wants it. */
    office: p.string().length(160),
    /** Those that it answers, in the order in which they are told. */
    contributionIds: p.array().columnType('uuid[]').$type<string[]>(),
    askedAt: p.datetime(),
    askedBy: p.uuid().nullable(),
    /** From then on it is published, and cannot be taken back any more. */
    startsAt: p.datetime(),
    /** How many are published. */
    done: p.integer().default(0),
    finishedAt: p.datetime().nullable(),
    undoneAt: p.datetime().nullable(),
    undoneBy: p.uuid().nullable(),
    /** Null until it begins to be published. */
    registerEntryId: p.uuid().nullable(),
    /** Random, hex; opens the commitment in the register. */
    salt: p.string().length(64).nullable(),
  },
});

/** What the town answers to one or to many contributions, with one entry in the register. Its words never change. */
export class TownAnswer extends TownAnswerSchema.class {}
TownAnswerSchema.setClass(TownAnswer);

export const ContributionStepSchema = defineEntity({
  name: 'ContributionStep',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'contributionId', 'at', 'id'] }],
  uniques: [{ properties: ['tenantId', 'answerId', 'contributionId'] }],
  properties: {
    ...tenantKey,
    contributionId: p.uuid(),
    answerId: p.uuid(),
    procedureId: p.uuid(),
    becomes: p.string().length(12).$type<Becomes>(),
    at: p.datetime(),
  },
});

/** That an answer was published at a contribution: its newest counts, the earlier ones stay. Added only. */
export class ContributionStep extends ContributionStepSchema.class {}
ContributionStepSchema.setClass(ContributionStep);
