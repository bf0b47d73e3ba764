import { defineEntity, p } from '@mikro-orm/core';
import type { Geometry } from 'geojson';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';
import { Procedure } from '../procedure/procedure.entity.js';
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
  | { kind: 'removed'; id: string; text: string }
  | {
      kind: 'paragraph';
      id: string;
      number: number;
      text: string;
      plain: string | null;
      change: 'same' | 'changed' | 'added' | null;
      diff: DiffPart[] | null;
    };

const OF_TENANT = ['tenant_id', 'id'];
const ofProcedure = () =>
  p
    .manyToOne(Procedure)
    .joinColumns('tenant_id', 'procedure_id')
    .referencedColumnNames(...OF_TENANT)
    .ownColumns('procedure_id');

export const PlanDocumentSchema = defineEntity({
  name: 'PlanDocument',
  ...tenantTable,
  uniques: [{ properties: ['tenantId', 'procedure', 'key'] }],
  properties: {
    ...tenantKey,
    procedure: ofProcedure,
    key: p.string().length(80),
    title: p.text(),
    kind: p.string().$type<DocumentKind>(),
    position: p.integer(),
  },
});

/** Something that is laid out as a file (Planunterlage); its bytes lie in versions. */
export class PlanDocument extends PlanDocumentSchema.class {}
PlanDocumentSchema.setClass(PlanDocument);

/**
 * What proves that something was laid out: the entry in the register and the salt that opens it. All null as long as it
 * is only prepared, because its procedure is not public.
 */
const laidOut = {
  sha256: p.string().length(64),
  laidOutAt: p.datetime().nullable(),
  laidOutBy: p.uuid().nullable(),
  registerEntryId: p.uuid().nullable(),
  salt: p.string().length(64).nullable(),
};

export const DocumentVersionSchema = defineEntity({
  name: 'DocumentVersion',
  ...tenantTable,
  uniques: [{ properties: ['tenantId', 'document', 'version'] }],
  properties: {
    ...tenantKey,
    document: () =>
      p
        .manyToOne(PlanDocument)
        .joinColumns('tenant_id', 'document_id')
        .referencedColumnNames(...OF_TENANT)
        .ownColumns('document_id'),
    version: p.integer(),
    language: p.string().length(8).default('de'),
    pages: p.integer(),
    size: p.integer(),
    fileKey: p.string(),
    /** The text of all pages with a form feed between them, for the search. */
    text: p.text(),
    takenDownAt: p.datetime().nullable(),
    takenDownBy: p.uuid().nullable(),
    takenDownEntryId: p.uuid().nullable(),
    takenDownSalt: p.string().length(64).nullable(),
    takenDownReason: p.text().nullable(),
    ...laidOut,
  },
});

/** One version of a document; once laid out it is never changed, never deleted. */
export class DocumentVersion extends DocumentVersionSchema.class {}
DocumentVersionSchema.setClass(DocumentVersion);

export const PlanUploadSchema = defineEntity({
  name: 'PlanUpload',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'procedure'] }],
  properties: {
    ...tenantKey,
    procedure: ofProcedure,
    name: p.text(),
    pages: p.integer(),
    size: p.integer(),
    sha256: p.string().length(64),
    fileKey: p.string(),
    text: p.text(),
    uploadedAt: p.datetime(),
  },
});

/** A PDF in quarantine: checked, but without a name and a kind, and shown to nobody outside. */
export class PlanUpload extends PlanUploadSchema.class {}
PlanUploadSchema.setClass(PlanUpload);

export const PlanTextSchema = defineEntity({
  name: 'PlanText',
  ...tenantTable,
  uniques: [{ properties: ['tenantId', 'procedure', 'key'] }],
  properties: {
    ...tenantKey,
    procedure: ofProcedure,
    key: p.string().length(80),
    title: p.text(),
    position: p.integer(),
    /** The next version as it is being written, in the format of `parseText`. */
    draft: p.text().nullable(),
    draftAt: p.datetime().nullable(),
  },
});

/** A text of numbered paragraphs that can be spoken to one by one. */
export class PlanText extends PlanTextSchema.class {}
PlanTextSchema.setClass(PlanText);

const ofText = () =>
  p
    .manyToOne(PlanText)
    .joinColumns('tenant_id', 'text_id')
    .referencedColumnNames(...OF_TENANT)
    .ownColumns('text_id');

export const ParagraphSchema = defineEntity({
  name: 'Paragraph',
  ...tenantTable,
  properties: {
    ...tenantKey,
    text: ofText,
    /** The last version that has it, and its number there. */
    version: p.integer(),
    number: p.integer(),
  },
});

/** The identity of a paragraph across the versions of its text; its words lie in the versions. */
export class Paragraph extends ParagraphSchema.class {}
ParagraphSchema.setClass(Paragraph);

export const TextVersionSchema = defineEntity({
  name: 'TextVersion',
  ...tenantTable,
  uniques: [{ properties: ['tenantId', 'text', 'version'] }],
  properties: {
    ...tenantKey,
    text: ofText,
    version: p.integer(),
    blocks: p.json().$type<VersionBlock[]>(),
    ...laidOut,
  },
});

/** One version of a text; a paragraph keeps its id from version to version. */
export class TextVersion extends TextVersionSchema.class {}
TextVersionSchema.setClass(TextVersion);

/** A map service of somebody else (WMS), shown by its address. */
export interface WmsLayer {
  id: string;
  title: string;
  url: string;
  /** The names of the layers as the service calls them, with commas. */
  layers: string;
}

export const PlanMapSchema = defineEntity({
  name: 'PlanMap',
  ...tenantTable,
  uniques: [{ properties: ['tenantId', 'procedure'] }],
  properties: {
    ...tenantKey,
    procedure: ofProcedure,
    outline: p.json().$type<Geometry | null>().nullable(),
    layers: p.json().$type<WmsLayer[]>().default([]),
  },
});

/** Where a plan lies (Geltungsbereich), and which map services show more. */
export class PlanMap extends PlanMapSchema.class {}
PlanMapSchema.setClass(PlanMap);

export const PlanFeatureSchema = defineEntity({
  name: 'PlanFeature',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'procedure'] }],
  properties: {
    ...tenantKey,
    procedure: ofProcedure,
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
