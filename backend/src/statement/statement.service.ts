import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { notFound } from '../platform/problem.js';
import { codeOf, parseCode, parseNumber } from '../register/number.js';
import { Release, Statement } from './statement.entity.js';
import { STATEMENT_CHANGED } from './statement.events.js';
import type { StatementType } from './statement.graphql.js';
import {
  canListOwnStatements,
  canOpenWithCode,
  canReadStatement,
  canReleaseStatement,
  canWithdrawStatement,
} from './statement.policy.js';
import { StatementView } from './statement.view.js';

/** What happens to a statement after it has arrived: read, withdrawn, released. */
@Injectable()
export class StatementService {
  constructor(
    private readonly em: EntityManager,
    private readonly view: StatementView,
    private readonly outbox: Outbox,
    private readonly journal: Journal,
  ) {}

  /** The receipt for who holds number and code. Throws `statement.not-found` for every wrong pair. */
  async open(number: string, code: string): Promise<StatementType> {
    const spoken = parseNumber(number);
    const statement =
      spoken && (await this.em.findOne(Statement, { number: spoken }, { populate: ['procedure'] }));
    const right = codeOf(statement ? `${statement.tenantId}|${statement.id}` : 'nobody');
    authorize(canOpenWithCode, { given: parseCode(code) ?? '', right }, 'statement');
    if (!statement) throw notFound('statement');
    return this.view.of(statement);
  }

  /** The statements of who is signed in and of the institutions that they speak for, newest first. */
  async listOwn(): Promise<StatementType[]> {
    authorize(canListOwnStatements, null);
    const { accountId, speaksFor } = current.actor;
    const statements = await this.em.find(
      Statement,
      { $or: [{ accountId, institutionId: null }, { institutionId: { $in: [...speaksFor] } }] },
      { populate: ['procedure'], orderBy: { receivedAt: 'desc' }, limit: 100 },
    );
    return Promise.all(statements.map((statement) => this.view.of(statement)));
  }

  /** One's own statement by its number. Throws `statement.not-found` for a foreign one. */
  async own(number: string): Promise<StatementType> {
    const statement = await this.find({ number: parseNumber(number) ?? '' });
    authorize(canReadStatement, statement, 'statement');
    return this.view.of(statement);
  }

  /** Takes one's own statement back while the period runs; it stays in the file, marked. */
  async withdraw(number: string): Promise<StatementType> {
    const statement = await this.find({ number: parseNumber(number) ?? '' });
    authorize(canReadStatement, statement, 'statement');
    authorize(canWithdrawStatement, statement);

    statement.withdraw(clock.now());
    await this.changed(statement);
    return this.view.of(statement);
  }

  /** Publishes a redacted copy under the name of the actor; the original never enters `pub`. */
  async release(id: string, copy: { text: string; authorLabel: string }): Promise<void> {
    const statement = await this.find({ id });
    authorize(canReleaseStatement, statement);

    const release = { id, ...copy, releasedAt: clock.now(), releasedBy: current.actor.accountId! };
    const before = await this.em.findOne(Release, { id });
    const was = before && { text: before.text, authorLabel: before.authorLabel };
    await this.em.upsert(Release, { tenantId: current.tenantId, ...release });
    const scopeId = statement.procedure.id;
    this.journal.note('statement.released', { scopeId, subjectId: id, before: was, after: { ...copy } });
    await this.changed(statement);
  }

  private async find(where: { id: string } | { number: string }): Promise<Statement> {
    const statement = await this.em.findOne(Statement, where, { populate: ['procedure'] });
    if (!statement) throw notFound('statement');
    return statement;
  }

  private changed(statement: Statement): Promise<void> {
    return this.outbox.add(STATEMENT_CHANGED, {
      statementId: statement.id,
      procedureId: statement.procedure.id,
    });
  }
}
