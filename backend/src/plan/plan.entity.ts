import { defineEntity, p } from '@mikro-orm/core';
import type { Geometry } from 'geojson';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';
import type { DiffPart } from './changes.js';

export const DOCUMENT_KINDS = [
  'notice',
  'plan-drawing',
  'reasons',
  'environmental-report',
  'expert-report',
  'statute',
  'summary-statement',
  'other',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** One block of a text's version in reading order; `removed` is a paragraph that the version before still had. */
export type VersionBlock =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'removed'; text: string }
  | {
      kind: 'paragraph';
      id: string;
      number: number;
      text: string;
      plain: string | null;
      change: 'same' | 'changed' | 'added' | null;
      diff: DiffPart[] | null;
    };

export const PlanDocumentSchema = defineEntity({
  name: 'PlanDocument',
  ...tenantTable,
  uniques: [{ properties: ['tenantId', 'procedureId', 'key'] }],
  properties: {
    ...tenantKey,
    procedureId: p.uuid(),
    key: p.string().length(80),
    title: p.text(),
    kind: p.string().$type<DocumentKind>(),
    position: p.integer(),
  },
});

/** Something that is laid out as a file (Planunterlage); its bytes lie in versions. */
export class PlanDocument extends PlanDocumentSchema.class {}
PlanDocumentSchema.setClass(PlanDocument);

/** What proves that something was laid out: the entry in the register and the salt that opens it. */
const laidOut = {
  sha256: p.string().length(64),
  laidOutAt: p.datetime(),
  registerEntryId: p.uuid(),
  salt: p.string().length(64),
};

export const DocumentVersionSchema = defineEntity({
  name: 'DocumentVersion',
  ...tenantTable,
  uniques: [{ properties: ['tenantId', 'documentId', 'version'] }],
  properties: {
    ...tenantKey,
    documentId: p.uuid(),
    version: p.integer(),
    language: p.string().length(8).default('de'),
    pages: p.integer(),
    size: p.integer(),
    fileKey: p.string(),
    /** The text of all pages, for the search. */
    text: p.text(),
    takenDownAt: p.datetime().nullable(),
    ...laidOut,
  },
});

/** One version of a document as it was laid out; never changed, never deleted. */
export class DocumentVersion extends DocumentVersionSchema.class {}
DocumentVersionSchema.setClass(DocumentVersion);

export const PlanTextSchema = defineEntity({
  name: 'PlanText',
  ...tenantTable,
  uniques: [{ properties: ['tenantId', 'procedureId', 'key'] }],
  properties: {
    ...tenantKey,
    procedureId: p.uuid(),
    key: p.string().length(80),
    title: p.text(),
    position: p.integer(),
  },
});

/** A text of numbered paragraphs that can be spoken to one by one. */
export class PlanText extends PlanTextSchema.class {}
PlanTextSchema.setClass(PlanText);

export const TextVersionSchema = defineEntity({
  name: 'TextVersion',
  ...tenantTable,
  uniques: [{ properties: ['tenantId', 'textId', 'version'] }],
  properties: {
    ...tenantKey,
    textId: p.uuid(),
    version: p.integer(),
    blocks: p.json().$type<VersionBlock[]>(),
    ...laidOut,
  },
});

/** One version of a text; a paragraph keeps its id from version to version. */
export class TextVersion extends TextVersionSchema.class {}
TextVersionSchema.setClass(TextVersion);

export const PlanMapSchema = defineEntity({
  name: 'PlanMap',
  ...tenantTable,
  properties: {
    /** `id` is the procedure's. */
    ...tenantKey,
    outline: p.json().$type<Geometry | null>().nullable(),
    layers: p.json().$type<{ id: string; title: string; url: string; layers: string }[]>().default([]),
  },
});

/** Where a plan lies (Geltungsbereich), and which map services show more. */
export class PlanMap extends PlanMapSchema.class {}
PlanMapSchema.setClass(PlanMap);

export const PlanFeatureSchema = defineEntity({
  name: 'PlanFeature',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'procedureId'] }],
  properties: {
    ...tenantKey,
    procedureId: p.uuid(),
    position: p.integer(),
    name: p.text(),
    kind: p.string(),
    note: p.text(),
    geometry: p.json().$type<Geometry>(),
    /** Set when a newer drawing no longer has it; statements may still speak to it. */
    removedAt: p.datetime().nullable(),
  },
});

/** A named area, line or point of the plan drawing. */
export class PlanFeature extends PlanFeatureSchema.class {}
PlanFeatureSchema.setClass(PlanFeature);
