import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';

export const CaseBlockSchema = defineEntity({
  name: 'CaseBlock',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'procedureId', 'newest'] }],
  properties: {
    ...tenantKey,
    procedureId: p.uuid(),
    size: p.integer(),
    /** When the last and the first of its statements arrived. */
    newest: p.datetime(),
    oldest: p.datetime(),
  },
});

/** Up to a thousand statements of one procedure that came in after each other, as the search walks through them. */
export class CaseBlock extends CaseBlockSchema.class {}
CaseBlockSchema.setClass(CaseBlock);

export const CaseWordSchema = defineEntity({
  name: 'CaseWord',
  ...tenantTable,
  properties: {
    tenantId: tenantKey.tenantId,
    /** A stem as the public search has it, or a fact (`=channel:letter`); by bytes, so that a beginning is a range. */
    word: p.string().length(120).collation('C').primary(),
    blockId: p.uuid().primary(),
    /** The statements of the block that have it. */
    ids: p.array().columnType('uuid[]'),
  },
});

/** Which statements of a block have a word: what a GIN index would be, if row-level security let one be used. */
export class CaseWord extends CaseWordSchema.class {}
CaseWordSchema.setClass(CaseWord);

export const CaseToIndexSchema = defineEntity({
  name: 'CaseToIndex',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'receivedAt'] }],
  properties: {
    /** `id` is the statement's. */
    ...tenantKey,
    procedureId: p.uuid(),
    receivedAt: p.datetime(),
  },
});

/** A statement that stands in no block yet: a trigger writes it down when the statement arrives. */
export class CaseToIndex extends CaseToIndexSchema.class {}
CaseToIndexSchema.setClass(CaseToIndex);

/** What waits for somebody: an answer, or the released copy of who wants to be read. */
export const TODO_KINDS = ['open', 'to-release'] as const;
export type TodoKind = (typeof TODO_KINDS)[number];

export const CaseTodoSchema = defineEntity({
  name: 'CaseTodo',
  ...tenantTable,
  indexes: [
    { properties: ['tenantId', 'kind', 'procedureId', 'receivedAt', 'id'] },
    { properties: ['tenantId', 'kind', 'receivedAt', 'id'] },
  ],
  properties: {
    tenantId: tenantKey.tenantId,
    /** The statement's. */
    id: p.uuid().primary(),
    kind: p.string().length(12).$type<TodoKind>().primary(),
    procedureId: p.uuid(),
    receivedAt: p.datetime(),
  },
});

/** The statements that still wait, so that nobody passes over those that are done; triggers take out what is done. */
export class CaseTodo extends CaseTodoSchema.class {}
CaseTodoSchema.setClass(CaseTodo);
