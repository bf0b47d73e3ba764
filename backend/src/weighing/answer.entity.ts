import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';

/** What became of a statement, in the words of XBeteiligung's code list. */
export const OUTCOMES = ['followed', 'already-followed', 'not-followed', 'working-group', 'noted'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What became of a statement as a whole: where its sections went different ways, it was followed in part. */
export type WholeOutcome = Outcome | 'partly-followed';

/** A paragraph of the plan before and after a statement was weighed. */
export interface PlanChange {
  paragraphId: string;
  /** The title of the text, and the paragraph's number in it. */
  text: string;
  number: number;
  before: { version: number; text: string };
  /** Null until a version is laid out in which it reads otherwise; empty where the paragraph is gone. */
  after: { version: number; text: string } | null;
}

/** What became of one section: recommended, decided, changed. */
export interface AnswerPart {
  /** The sender's own words; null for the whole statement. They are public only where the released copy has them. */
  quote: string | null;
  summary: string | null;
  recommended: { outcome: Outcome; text: string } | null;
  outcome: Outcome;
  text: string;
  change: PlanChange | null;
}

export const AnswerSchema = defineEntity({
  name: 'Answer',
  ...tenantTable,
  properties: {
    /** `id` is the statement's. */
    ...tenantKey,
    outcome: p.string().$type<WholeOutcome>(),
    text: p.text(),
    decidedOn: p.string().length(10),
    body: p.string(),
    publishedAt: p.datetime(),
    /** The decision that it comes from; null for those from before there were decisions. */
    decisionId: p.uuid().nullable(),
    parts: p.json().$type<AnswerPart[] | null>().nullable(),
  },
});

/** The result of weighing one statement, as its sender and the public are told (§ 3 (2) s. 6 BauGB). */
export class Answer extends AnswerSchema.class {}
AnswerSchema.setClass(Answer);

export const DecisionSchema = defineEntity({
  name: 'Decision',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'procedureId'] }],
  properties: {
    ...tenantKey,
    procedureId: p.uuid(),
    /** The day on which the body decided, a local date in Berlin. */
    decidedOn: p.string().length(10),
    body: p.string(),
    /** What was decided: each statement's id with its outcome and the SHA-256 of its answer. */
    answers: p.json().$type<DecidedAnswer[]>(),
    publishedAt: p.datetime(),
    publishedBy: p.uuid().nullable(),
    registerEntryId: p.uuid(),
    /** Random, hex; opens the commitment in the register. */
    salt: p.string().length(64),
  },
});

export interface DecidedAnswer {
  statement: string;
  outcome: WholeOutcome;
  sha256: string;
}

/** What a body decided about one or many statements on one day (Abwägungsbeschluss). */
export class Decision extends DecisionSchema.class {}
DecisionSchema.setClass(Decision);
