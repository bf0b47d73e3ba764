import { defineEntity, p } from '@mikro-orm/core';

import { clock } from '../platform/clock.js';
import { tenantKey, tenantTable } from '../platform/tenant-table.js';

/** What people speak about: a question, something that is laid out, a place, a picture or a film elsewhere. */
export type Subject =
  | { kind: 'question' }
  | { kind: 'map' }
  | { kind: 'document'; key: string }
  | { kind: 'text'; key: string }
  | { kind: 'video'; address: string }
  | {
      kind: 'picture';
      /** Where it is kept; never public. */
      fileKey: string;
      /** Of the file that is laid out, hex. */
      sha256: string;
      /** What it says to those who do not see it. */
      alt: string;
      width: number;
      height: number;
    };
export const SUBJECT_KINDS = ['question', 'map', 'document', 'text', 'video', 'picture'] as const;

/** Who may do something: everybody, or who has an account. */
export const OPEN_TO = ['everybody', 'account'] as const;
export type OpenTo = (typeof OPEN_TO)[number];

/** Whether somebody looks at a contribution before it is shown, or after. */
export const MODERATIONS = ['before', 'after'] as const;
export type Moderation = (typeof MODERATIONS)[number];

export const DialogueSchema = defineEntity({
  name: 'Dialogue',
  ...tenantTable,
  uniques: [{ properties: ['tenantId', 'procedureId', 'key'] }],
  properties: {
    ...tenantKey,
    procedureId: p.uuid(),
    /** The last part of its address within the procedure. */
    key: p.string().length(60),
    title: p.string().length(160),
    /** What is asked, Markdown. */
    lead: p.text(),
    subject: p.json().$type<Subject>(),
    categories: p.json().$type<string[]>().default([]),
    moderation: p.string().$type<Moderation>(),
    contributeBy: p.string().$type<OpenTo>(),
    rateBy: p.string().$type<OpenTo>(),
    createdAt: p.datetime().onCreate(() => clock.now()),
  },
});

/** A conversation within a procedure (Dialog): as long as its participation runs people contribute, comment and rate. */
export class Dialogue extends DialogueSchema.class {}
DialogueSchema.setClass(Dialogue);
