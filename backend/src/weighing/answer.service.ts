import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { notFound } from '../platform/problem.js';
import { Statement } from '../statement/statement.entity.js';
import { Answer, type Outcome } from './answer.entity.js';
import { ANSWER_PUBLISHED } from './answer.events.js';
import { canAnswerStatement } from './answer.policy.js';

export interface AnswerDraft {
  outcome: Outcome;
  text: string;
  decidedOn: string;
  body: string;
}

/** Tells what became of a statement (§ 3 (2) s. 6 BauGB: the result is communicated). */
@Injectable()
export class AnswerService {
  constructor(
    private readonly em: EntityManager,
    private readonly outbox: Outbox,
    private readonly journal: Journal,
  ) {}

  async publish(statementId: string, draft: AnswerDraft): Promise<void> {
    const statement = await this.em.findOne(Statement, { id: statementId });
    if (!statement) throw notFound('statement');
    authorize(canAnswerStatement, statement);

    const before = await this.em.findOne(Answer, { id: statementId });
    const said = before && pickAnswer(before);
    const answer = { tenantId: current.tenantId, id: statementId, ...draft, publishedAt: clock.now() };
    await this.em.upsert(Answer, answer);
    this.journal.note('statement.answered', {
      scopeId: statement.procedure.id,
      subjectId: statementId,
      before: said,
      after: { ...draft },
    });
    await this.outbox.add(ANSWER_PUBLISHED, { statementId });
  }
}

const pickAnswer = ({ outcome, text, decidedOn, body }: Answer) => ({ outcome, text, decidedOn, body });
