import { defineEntity, p } from '@mikro-orm/core';

import type { Basis } from '../contribution/suspension.entity.js';
import { tenantKey, tenantTable } from '../platform/tenant-table.js';
import type { VoiceKind } from './report.entity.js';

export const OUTCOMES = ['kept', 'hidden', 'redacted'] as const;
/** What somebody decided about something that was said. */
export type VoiceOutcome = (typeof OUTCOMES)[number];

export const VoiceDecisionSchema = defineEntity({
  name: 'VoiceDecision',
  ...tenantTable,
  indexes: [
    { properties: ['tenantId', 'subjectId', 'decidedAt'] },
    { properties: ['tenantId', 'decidedAt'] },
    { properties: ['tenantId', 'warnedAccountId'], where: 'warned_account_id is not null' },
    { properties: ['tenantId', 'warnedAddressHash'], where: 'warned_address_hash is not null' },
  ],
  properties: {
    ...tenantKey,
    procedureId: p.uuid(),
    kind: p.string().length(12).$type<VoiceKind>(),
    subjectId: p.uuid(),
    outcome: p.string().length(10).$type<VoiceOutcome>(),
    /** Null where it was kept. */
    basis: p.string().length(10).$type<Basis>().nullable(),
    /** The law or the rule, by name; null where it was kept. */
    provision: p.string().length(200).nullable(),
    /** The facts, in the words that the author and who reported read. */
    reason: p.text(),
    /** False where somebody of the town came upon it on their own. */
    isAfterReport: p.boolean(),
    /** The appeal that it decides. */
    appealId: p.uuid().nullable(),
    /** Whether the author was told that a suspension may follow. */
    isWarning: p.boolean().default(false),
    /** To whom the warning was given, as far as that is known (see `Author`). */
    warnedAccountId: p.uuid().nullable(),
    warnedAddressHash: p.string().length(64).nullable(),
    decidedAt: p.datetime(),
    decidedBy: p.uuid(),
    /** When the statement of reasons went by mail; it stands behind the receipt in any case. */
    mailedAt: p.datetime().nullable(),
  },
});

/** One decision about something that was said, with what Art. 17 (3) DSA wants to be told; written once. */
export class VoiceDecision extends VoiceDecisionSchema.class {}
VoiceDecisionSchema.setClass(VoiceDecision);
