import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';

/** What became of a statement, in the words of XBeteiligung's code list. */
export const OUTCOMES = ['followed', 'already-followed', 'not-followed', 'working-group', 'noted'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const AnswerSchema = defineEntity({
  name: 'Answer',
  ...tenantTable,
  properties: {
    /** `id` is the statement's. */
    ...tenantKey,
    outcome: p.string().$type<Outcome>(),
    text: p.text(),
    decidedOn: p.string().length(10),
    body: p.string(),
    publishedAt: p.datetime(),
  },
});

/** The result of weighing one statement, as its sender and the public are told (§ 3 (2) s. 6 BauGB). */
export class Answer extends AnswerSchema.class {}
AnswerSchema.setClass(Answer);
