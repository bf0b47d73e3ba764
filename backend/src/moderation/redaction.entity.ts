import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';
import type { ReleasedFile } from '../statement/statement.entity.js';

/** A rectangle that is to be black, in per cent of a page's width and height from its upper left corner. */
export interface Area {
  page: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** An attachment that was chosen for the public, with its black areas and the copy in which they are burnt. */
export interface Copy extends ReleasedFile {
  uploadId: string;
  areas: Area[];
}

export const RedactionSchema = defineEntity({
  name: 'Redaction',
  ...tenantTable,
  properties: {
    /** `id` is the statement's. */
    ...tenantKey,
    /** The text with its marks: `Ich, ⟦Anna Albrecht⟧, bitte …`. */
    source: p.text(),
    authorLabel: p.string(),
    files: p.json().$type<Copy[]>().default([]),
    proposedAt: p.datetime(),
    proposedBy: p.uuid(),
    sentBackAt: p.datetime().nullable(),
    sentBackBy: p.uuid().nullable(),
    sentBackReason: p.text().nullable(),
    /** The named person who answers for the publication, even where it follows later by the clock. */
    approvedAt: p.datetime().nullable(),
    approvedBy: p.uuid().nullable(),
    /** Until this instant the author may object; null where the town does not ask. */
    objectUntil: p.datetime().nullable(),
    objectedAt: p.datetime().nullable(),
    objection: p.text().nullable(),
    publishedAt: p.datetime().nullable(),
    retractedAt: p.datetime().nullable(),
    retractedBy: p.uuid().nullable(),
    retractedReason: p.text().nullable(),
  },
});

export type RedactionState = 'proposed' | 'sent-back' | 'shown' | 'objected' | 'published' | 'retracted';

/** A redacted copy on its way to the public (Schwärzung): made by one person, released by another. */
export class Redaction extends RedactionSchema.class {
  get state(): RedactionState {
    if (this.retractedAt) return 'retracted';
    if (this.publishedAt) return 'published';
    if (this.objectedAt) return 'objected';
    if (this.approvedAt) return 'shown';
    return this.sentBackAt ? 'sent-back' : 'proposed';
  }
}
RedactionSchema.setClass(Redaction);
