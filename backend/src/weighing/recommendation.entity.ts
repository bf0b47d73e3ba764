import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';
import type { Outcome } from './answer.entity.js';

export const SectionSchema = defineEntity({
  name: 'Section',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'statementId'] }, { properties: ['tenantId', 'procedureId'] }],
  properties: {
    ...tenantKey,
    statementId: p.uuid(),
    procedureId: p.uuid(),
    /** The words of the statement, as they stand there; null for the whole of it. */
    quote: p.text().nullable(),
    /** Where the words begin in the text, in characters. */
    position: p.integer(),
    markedAt: p.datetime(),
    markedBy: p.uuid().nullable(),
    /** Set when the mark was taken back; its recommendations stay in the file. */
    droppedAt: p.datetime().nullable(),
  },
});

/** One of the points that a statement raises (Abschnitt), weighed by itself. */
export class Section extends SectionSchema.class {}
SectionSchema.setClass(Section);

export const RecommendationSchema = defineEntity({
  name: 'Recommendation',
  ...tenantTable,
  uniques: [{ properties: ['tenantId', 'sectionId', 'version'] }],
  indexes: [
    { properties: ['tenantId', 'procedureId', 'sectionId', 'version'] },
    { properties: ['tenantId', 'statementId'] },
  ],
  properties: {
    ...tenantKey,
    sectionId: p.uuid(),
    statementId: p.uuid(),
    procedureId: p.uuid(),
    version: p.integer(),
    outcome: p.string().$type<Outcome>(),
    text: p.text(),
    /** What was said, in words without a person, for the public where no copy is released; null where nobody wrote one. */
    summary: p.text().nullable(),
    /** The paragraph of the plan that is changed because of it. */
    paragraphId: p.uuid().nullable(),
    savedAt: p.datetime(),
    savedBy: p.uuid().nullable(),
    /** When it was handed on to those who decide; null while it is a draft. */
    readyAt: p.datetime().nullable(),
  },
});

/** What the administration recommends to decide about one section, in one version; the newest counts. */
export class Recommendation extends RecommendationSchema.class {}
RecommendationSchema.setClass(Recommendation);

export const TextBlockSchema = defineEntity({
  name: 'TextBlock',
  ...tenantTable,
  properties: {
    ...tenantKey,
    title: p.string().length(120),
    text: p.text(),
    savedAt: p.datetime(),
    savedBy: p.uuid().nullable(),
    removedAt: p.datetime().nullable(),
  },
});

/** Words that are used again and again (Textbaustein), kept by the town. */
export class TextBlock extends TextBlockSchema.class {}
TextBlockSchema.setClass(TextBlock);

export const ReadingSchema = defineEntity({
  name: 'Reading',
  ...tenantTable,
  properties: {
    /** `id` is the statement's. */
    ...tenantKey,
    readAt: p.datetime(),
    readBy: p.uuid().nullable(),
  },
});

/** When a statement was first opened by somebody who weighs: its sender may know that it was read. */
export class Reading extends ReadingSchema.class {}
ReadingSchema.setClass(Reading);
