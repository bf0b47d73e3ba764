import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';

export const BASES = ['illegal', 'rules'] as const;
/** What a restriction rests on: a law that is named, or the town's rules of the dialogue (Art. 17 (3) (d) and (e) DSA). */
export type Basis = (typeof BASES)[number];

export const SuspensionSchema = defineEntity({
  name: 'Suspension',
  ...tenantTable,
  indexes: [
    { properties: ['tenantId', 'accountId'] },
    { properties: ['tenantId', 'addressHash'] },
    { properties: ['tenantId', 'from'] },
  ],
  uniques: [{ properties: ['tenantId', 'number'] }],
  properties: {
    ...tenantKey,
    /** The spoken number of its own page. */
    number: p.string().length(11),
    accountId: p.uuid().nullable(),
    /** Keyed hash of the e-mail address that was given with what was written; never the address. */
    addressHash: p.string().length(64).nullable(),
    /** The decision that it came with. */
    decisionId: p.uuid(),
    basis: p.string().length(10).$type<Basis>(),
    /** The law or the rule, by name. */
    provision: p.string().length(200),
    reason: p.text(),
    from: p.datetime(),
    /** The first instant at which the person may contribute again. */
    until: p.datetime(),
    suspendedBy: p.uuid(),
    /** Earlier than `until` where a person ended it. */
    endedAt: p.datetime().nullable(),
    endedBy: p.uuid().nullable(),
    endReason: p.text().nullable(),
    appealText: p.text().nullable(),
    appealedAt: p.datetime().nullable(),
    appealDecidedAt: p.datetime().nullable(),
    appealDecidedBy: p.uuid().nullable(),
    appealOutcome: p.string().length(10).$type<'upheld' | 'reversed'>().nullable(),
    appealAnswer: p.text().nullable(),
  },
});

/** That a person may not take part in the dialogues of a town for a time (Sperre, Art. 23 DSA); statements stay open to them. */
export class Suspension extends SuspensionSchema.class {}
SuspensionSchema.setClass(Suspension);
