import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Journal } from '../platform/journal.js';
import { Mail } from '../platform/mail.js';
import { notFound } from '../platform/problem.js';
import { parseNumber } from '../register/number.js';
import { Statement } from '../statement/statement.entity.js';
import { AnswerPaper } from './answer.paper.js';
import { Dispatch } from './dispatch.entity.js';
import { ToSendService } from './to-send.service.js';
import { canSendAnswers } from './weighing.policy.js';

const MAX_TRIES = 12;
const MAX_ERROR = 300;

/** Tells the senders the result by mail, and keeps in mind whom it reached (§ 3 (2) s. 6 BauGB). */
@Injectable()
export class DispatchService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly mail: Mail,
    private readonly paper: AnswerPaper,
    private readonly toSend: ToSendService,
    private readonly journal: Journal,
  ) {}

  /**
   * Mails an answer that waits for it. A failure is kept where people see it, and tried again by `tryAgain`; sending
   * again after a crash may send twice, never nothing.
   */
  async mailAnswer(statementId: string): Promise<void> {
    const dispatch = await this.em.findOne(Dispatch, { id: statementId });
    if (dispatch?.way !== 'email' || dispatch.mailedAt) return;
    const sent = await this.toSend.of(statementId);
    const to = sent?.identity?.email;
    if (!sent || !to) return;
    try {
      await this.mail.send({ to, subject: this.paper.subject(sent), text: this.paper.mail(sent) });
      dispatch.mailedAt = clock.now();
      dispatch.mailFailedAt = null;
      dispatch.mailError = null;
    } catch (error) {
      dispatch.mailFailedAt = clock.now();
      dispatch.mailError = (error as Error).message.slice(0, MAX_ERROR);
      dispatch.mailTries += 1;
    }
  }

  /** Statements of the current tenant whose mail failed and is due again: after 2, 4, 8 … minutes, twelve times. */
  async failed(): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `select id from dispatch where way = 'email' and mailed_at is null and mail_tries between 1 and ?
         and mail_failed_at < ?::timestamptz - (interval '1 minute' * power(2, mail_tries)) limit 200`,
      [MAX_TRIES, clock.now().toISOString()],
    );
    return rows.map(({ id }) => id);
  }

  /** Mails one answer again, now, as after an address was mended. Throws `statement.not-found`. */
  async mailAgain(number: string): Promise<void> {
    const statement = await this.sendable(number);
    const dispatch = await this.em.findOne(Dispatch, { id: statement.id });
    if (dispatch?.mailedAt) return;
    await this.mailAnswer(statement.id);
    this.journal.note('answer.mailed-again', { scopeId: statement.procedure.id, subjectId: statement.id });
  }

  /** The letter to one sender as PDF. Throws `statement.not-found`, `answer.not-found`. */
  async letter(number: string): Promise<Buffer> {
    const statement = await this.sendable(number);
    const sent = await this.toSend.of(statement.id);
    if (!sent) throw notFound('answer');
    const dispatch = await this.em.findOne(Dispatch, { id: statement.id });
    if (dispatch && !dispatch.letterMadeAt) {
      dispatch.letterMadeAt = clock.now();
      dispatch.letterMadeBy = current.actor.accountId;
    }
    this.journal.note('letter.made', { scopeId: statement.procedure.id, subjectId: statement.id });
    return this.toSend.letters([sent]);
  }

  private async sendable(number: string): Promise<Statement> {
    const spoken = parseNumber(number) ?? '';
    const statement = await this.em.findOne(Statement, { number: spoken }, { populate: ['procedure'] });
    authorize(canSendAnswers, statement?.procedure ?? { id: '' }, 'statement');
    if (!statement) throw notFound('statement');
    return statement;
  }
}
