import { defineEntity, p } from '@mikro-orm/core';

import { clock } from '../platform/clock.js';
import { tenantKey, tenantTable } from '../platform/tenant-table.js';
import type { Contact } from '../tenant/tenant.entity.js';
import { endOfDay, startOfDay } from './calendar.js';

export const PHASE_KINDS = ['early', 'display', 'weighing', 'decision', 'archive'] as const;
export type PhaseKind = (typeof PHASE_KINDS)[number];

export const PROCEDURE_KINDS = [
  'bebauungsplan',
  'flaechennutzungsplan',
  'satzung',
  'waermeplan',
  'konzept',
] as const;
export type ProcedureKind = (typeof PROCEDURE_KINDS)[number];

export const TOPICS = [
  'wohnen',
  'verkehr',
  'umwelt',
  'energie',
  'gewerbe',
  'innenstadt',
  'soziales',
] as const;
export type Topic = (typeof TOPICS)[number];

/** The ways to speak that are not this portal (§ 3 (2) s. 4 no. 2 BauGB: other ways if needed). */
export interface OtherWays {
  post: string;
  inPerson: string;
  phoneForRecord: string;
}

/** Why and since when a period ends later than announced. */
export interface Extension {
  formerLastDay: string;
  reason: string;
  decidedOn: string;
}

/** Since when and why a period does not run (until it begins anew), and when it would have ended. */
export interface Interruption {
  since: string;
  reason: string;
  formerLastDay: string | null;
}

/** Somebody published although something obligatory was missing, and answers for it by name. */
export interface Override {
  at: string;
  accountId: string;
  name: string;
  reason: string;
  /** The codes of what was missing. */
  missing: string[];
}

/** What the deciding body decided, and what voices changed. */
export interface Result {
  decidedOn: string;
  body: string;
  headline: string;
  summary: string;
  changes: { text: string; paragraph: number; before: string; after: string; why: string }[];
}

/** Something that happened and that the public may know. Days are local dates in Berlin. */
export interface LogEntry {
  on: string;
  text: string;
}

export const PhaseSchema = defineEntity({
  name: 'Phase',
  embeddable: true,
  properties: {
    kind: p.string().$type<PhaseKind>(),
    title: p.string().default(''),
    lawProfile: p.string().default('informal'),
    /** First day, a local date in Berlin: begins at 0:00. */
    firstDay: p.string(),
    /** Last day inclusive, a local date in Berlin: ends at 24:00; null is open-ended. */
    lastDay: p.string().nullable(),
    extension: p.json().$type<Extension | null>().nullable(),
    interruption: p.json().$type<Interruption | null>().nullable(),
  },
});

/** A stretch of time in which a procedure lets people do certain things. */
export class Phase extends PhaseSchema.class {
  get startsAt(): Date {
    return startOfDay(this.firstDay);
  }

  get endsAt(): Date | null {
    return this.lastDay ? endOfDay(this.lastDay) : null;
  }

  /** Whether statements are asked for in this phase. */
  get isParticipation(): boolean {
    return this.kind === 'early' || this.kind === 'display';
  }
}
PhaseSchema.setClass(Phase);

export const ProcedureSchema = defineEntity({
  name: 'Procedure',
  ...tenantTable,
  uniques: [{ properties: ['tenantId', 'slug'] }],
  properties: {
    ...tenantKey,
    /** The last part of its stable address, reserved before the notice. */
    slug: p.string().length(80),
    title: p.text(),
    kind: p.string().$type<ProcedureKind>(),
    topic: p.string().$type<Topic>(),
    teaser: p.text(),
    summary: p.text(),
    /** The summary in Leichte Sprache; empty where there is none. */
    easy: p.text().default(''),
    placeLabel: p.text().default(''),
    /** Whether a statement may come without name and address. */
    anonymousAllowed: p.boolean().default(true),
    contact: p.json().$type<Contact>(),
    otherWays: p.json().$type<OtherWays>(),
    /** Where the documents lie on paper (§ 3 (2) s. 2 BauGB: one other easily reachable access). */
    otherAccess: p.text().default(''),
    result: p.json().$type<Result | null>().nullable(),
    log: p.json().$type<LogEntry[]>().default([]),
    phases: () => p.embedded(Phase).array(),
    /** The text of the notice (Bekanntmachung), Markdown; empty until it is written. */
    notice: p.text().default(''),
    publishedAt: p.datetime().nullable(),
    publishedBy: p.uuid().nullable(),
    /** The instant at which it is to become public by itself; null where nobody has said one. */
    publishAt: p.datetime().nullable(),
    override: p.json().$type<Override | null>().nullable(),
    createdAt: p.datetime().onCreate(() => clock.now()),
  },
});

/** One participation, from announcement to decision and archive (Verfahren). */
export class Procedure extends ProcedureSchema.class {
  /** The phase in which statements are asked for at an instant, or the last one that was, or null before the first. */
  participationAt(at: Date): Phase | null {
    const begun = this.phases.filter((phase) => phase.isParticipation && phase.startsAt <= at);
    return begun.at(-1) ?? null;
  }

  /** The participation that the frame is made for: the last one. */
  get participation(): Phase | null {
    return this.phases.findLast((phase) => phase.isParticipation) ?? null;
  }

  /** Whether the first participation has begun: from then on statements are accepted, late ones marked. */
  hasBegun(at: Date): boolean {
    return this.participationAt(at) !== null;
  }
}
ProcedureSchema.setClass(Procedure);
