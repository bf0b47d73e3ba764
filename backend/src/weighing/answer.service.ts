import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Outbox } from '../platform/outbox.js';
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
  ) {}

  async publish(statementId: string, draft: AnswerDraft): Promise<void> {
    authorize(canAnswerStatement, statementId);
    const answer = { tenantId: current.tenantId, id: statementId, ...draft, publishedAt: clock.now() };
    await this.em.upsert(Answer, answer);
    await this.outbox.add(ANSWER_PUBLISHED, { statementId });
  }
}
