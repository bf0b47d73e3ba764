import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';

export const GROUNDS = ['insult', 'personal-data', 'advertising', 'illegal', 'off-topic', 'other'] as const;
/** Why somebody reports a contribution (Art. 16 (2) DSA: the reasons in their own words beside it). */
export type Ground = (typeof GROUNDS)[number];

export const VOICE_KINDS = ['contribution', 'comment'] as const;
export type VoiceKind = (typeof VOICE_KINDS)[number];

export const ReportSchema = defineEntity({
  name: 'Report',
  ...tenantTable,
  indexes: [
    { properties: ['tenantId', 'procedureId', 'reportedAt'], where: 'decided_at is null' },
    { properties: ['tenantId', 'subjectId'] },
    { properties: ['tenantId', 'reportedAt'] },
  ],
  uniques: [{ properties: ['tenantId', 'number'] }],
  properties: {
    /** Made by the browser when the form opened: the same one again is the same report. */
    ...tenantKey,
    procedureId: p.uuid(),
    kind: p.string().$type<VoiceKind>(),
    /** What is reported. */
    subjectId: p.uuid(),
    /** The spoken number of the report's own receipt. */
    number: p.string().length(11),
    ground: p.string().$type<Ground>(),
    text: p.text(),
    /** Where the answer goes; without one it stands behind number and code. */
    email: p.string().length(254).nullable(),
    reportedAt: p.datetime(),
    decidedAt: p.datetime().nullable(),
    decidedBy: p.uuid().nullable(),
    outcome: p.string().$type<'hidden' | 'kept'>().nullable(),
    /** What the person who reported reads. */
    answer: p.text().nullable(),
    /** The decision that answers it. */
    decisionId: p.uuid().nullable(),
  },
});

/** That something said in a dialogue should not be there (Meldung, Art. 16 DSA). */
export class Report extends ReportSchema.class {}
ReportSchema.setClass(Report);

export const AppealSchema = defineEntity({
  name: 'Appeal',
  ...tenantTable,
  indexes: [
    { properties: ['tenantId', 'procedureId', 'madeAt'], where: 'decided_at is null' },
    { properties: ['tenantId', 'subjectId'] },
  ],
  properties: {
    ...tenantKey,
    procedureId: p.uuid(),
    kind: p.string().$type<VoiceKind>(),
    subjectId: p.uuid(),
    /** Set where the person who reported appeals; else it is the author. */
    reportId: p.uuid().nullable(),
    text: p.text(),
    madeAt: p.datetime(),
    /** Who decided what is appealed against; somebody else decides now. */
    against: p.uuid(),
    decidedAt: p.datetime().nullable(),
    decidedBy: p.uuid().nullable(),
    outcome: p.string().$type<'hidden' | 'shown'>().nullable(),
    answer: p.text().nullable(),
  },
});

/** That a decision was wrong (Beschwerde, Art. 20 DSA): once, decided by another person. */
export class Appeal extends AppealSchema.class {}
AppealSchema.setClass(Appeal);

export const ClaimSchema = defineEntity({
  name: 'ModerationClaim',
  ...tenantTable,
  properties: {
    tenantId: tenantKey.tenantId,
    /** The contribution or comment that somebody works on. */
    subjectId: p.uuid().primary(),
    accountId: p.uuid(),
    until: p.datetime(),
  },
});

/** Who looks at something right now, so that two never work on the same. */
export class ModerationClaim extends ClaimSchema.class {}
ClaimSchema.setClass(ModerationClaim);
