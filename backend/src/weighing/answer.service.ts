import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomBytes, randomUUID } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { notFound } from '../platform/problem.js';
import { sha256OfCanonical } from '../register/canonical.js';
import { RegisterService } from '../register/register.service.js';
import { Statement } from '../statement/statement.entity.js';
import {
  Answer,
  Decision,
  type AnswerPart,
  type DecidedAnswer,
  type Outcome,
  type WholeOutcome,
} from './answer.entity.js';
import { ANSWER_PUBLISHED, RESULT_CHANGED } from './answer.events.js';
import { canAnswerStatement } from './answer.policy.js';
import { TAKEN_DECIDED } from './bridge.events.js';
import { ToSendService } from './to-send.service.js';

export interface AnswerDraft {
  outcome: Outcome;
  text: string;
  decidedOn: string;
  body: string;
}

/** What was decided on one day by one body. */
export interface Decided {
  procedureId: string;
  decidedOn: string;
  body: string;
  answers: { statementId: string; parts: AnswerPart[] }[];
}

/** Tells what became of a statement (§ 3 (2) s. 6 BauGB: the result is communicated). */
@Injectable()
export class AnswerService {
  constructor(
    private readonly em: EntityManager,
    private readonly outbox: Outbox,
    private readonly journal: Journal,
    private readonly register: RegisterService,
    private readonly toSend: ToSendService,
    private readonly database: Database,
  ) {}

  /** Answers one statement as a whole, without a recommendation before. */
  async publish(statementId: string, { decidedOn, body, ...said }: AnswerDraft): Promise<void> {
    const statement = await this.em.findOne(Statement, { id: statementId });
    if (!statement) throw notFound('statement');
    authorize(canAnswerStatement, statement);

    const before = await this.em.findOne(Answer, { id: statementId });
    const was = before && { ...said, outcome: before.outcome, text: before.text, body: before.body };
    const parts = [{ quote: null, summary: null, recommended: null, change: null, ...said }];
    const procedureId = statement.procedure.id;
    await this.decide({ procedureId, decidedOn, body, answers: [{ statementId, parts }] });
    this.journal.note('statement.answered', {
      scopeId: procedureId,
      subjectId: statementId,
      before: was,
      after: { ...said, decidedOn, body },
    });
  }

  /**
   * Publishes what was decided, with one entry in the register, and tells those who listen. Its caller has asked who
   * may; an answer that was there before is replaced, the decision before stays.
   */
  async decide({ procedureId, decidedOn, body, answers }: Decided): Promise<Decision> {
    const [id, publishedAt] = [randomUUID(), clock.now()];
    const said = answers.map(({ statementId, parts }) => ({ statementId, parts, ...wholeOf(parts) }));
    const decided = said.map(asDecided);
    const salt = randomBytes(32);
    const content = decisionContent({ id, procedureId, decidedOn, body, answers: decided });
    const entry = await this.register.append({ kind: 'decision-published', at: publishedAt, salt, content });
    const decision = this.em.create(Decision, {
      ...{ id, procedureId, decidedOn, body, answers: decided, publishedAt },
      publishedBy: current.actor.accountId,
      registerEntryId: entry.id,
      salt: salt.toString('hex'),
    } as never);
    this.em.persist(decision);

    for (const { statementId, ...answer } of said) {
      const row = { tenantId: current.tenantId, id: statementId, ...answer, decidedOn, body, publishedAt };
      await this.em.upsert(Answer, { ...row, decisionId: id });
      await this.outbox.add(ANSWER_PUBLISHED, { statementId });
    }
    await this.tellDialogues(answers.map(({ statementId }) => statementId));
    await this.toSend.enroll(answers.map(({ statementId }) => statementId));
    await this.outbox.add(RESULT_CHANGED, { procedureId });
    return decision;
  }

  /** What was said in a dialogue before is answered there as well. */
  private async tellDialogues(ids: string[]): Promise<void> {
    const taken = await this.database.rows<{ statementId: string }>(
      'select statement_id as "statementId" from taken_contribution where statement_id = any(?::uuid[])',
      [`{${ids.join(',')}}`],
    );
    for (const { statementId } of taken) await this.outbox.add(TAKEN_DECIDED, { statementId });
  }
}

/** What became of a statement by what became of its points. */
export function wholeOf(parts: AnswerPart[]): { outcome: WholeOutcome; text: string } {
  const outcomes = new Set(parts.map(({ outcome }) => outcome));
  const [only] = outcomes;
  const isFollowed = outcomes.has('followed') || outcomes.has('already-followed');
  const outcome: WholeOutcome =
    outcomes.size === 1 ? only! : isFollowed ? 'partly-followed' : mainOf(outcomes);
  const isOne = parts.length === 1;
  // Without the sender's words: this text is published where a redacted copy is.
  const text = parts.map((part, index) => (isOne ? part.text : `${index + 1}. ${part.text}`)).join('\n\n');
  return { outcome, text };
}

/** Without a point that was followed: one that was refused says more than one that is only noted. */
const mainOf = (outcomes: Set<Outcome>): Outcome =>
  outcomes.has('not-followed') ? 'not-followed' : 'working-group';

const asDecided = (one: { statementId: string; outcome: WholeOutcome; text: string }): DecidedAnswer => ({
  statement: one.statementId,
  outcome: one.outcome,
  sha256: sha256OfCanonical(one.text),
});

/** What the register commits to when a decision is published. */
export const decisionContent = ({
  id,
  procedureId,
  decidedOn,
  body,
  answers,
}: Pick<Decision, 'id' | 'procedureId' | 'decidedOn' | 'body' | 'answers'>) => ({
  ...{ decision: id, procedure: procedureId, decidedOn, body },
  answers: answers.map(({ statement, outcome, sha256 }) => ({ statement, outcome, sha256 })),
});
