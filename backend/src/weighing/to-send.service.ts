import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { localDate } from '../procedure/calendar.js';
import { codeOf } from '../register/number.js';
import { Statement, StatementIdentity } from '../statement/statement.entity.js';
import { TenantService } from '../tenant/tenant.service.js';
import { Answer } from './answer.entity.js';
import { AnswerPaper, type AnswerToSend } from './answer.paper.js';

/** To whom an answer goes, on which way, and what it says. */
@Injectable()
export class ToSendService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly tenants: TenantService,
    private readonly paper: AnswerPaper,
  ) {}

  /**
   * Notes on which way the senders of these statements learn of their answer: as they asked for where an address
   * allows it, otherwise where the receipt is. A new answer has to be told anew.
   */
  async enroll(statementIds: string[]): Promise<void> {
    await this.database.rows(
      `insert into dispatch (tenant_id, id, procedure_id, way, mail_tries)
       select s.tenant_id, s.id, s.procedure_id, case
           when i.answer_by = 'post' and i.street <> '' and i.place <> '' then 'post'
           when i.answer_by in ('email', 'post') and i.email <> '' then 'email' else 'page' end, 0
       from statement s left join statement_identity i on i.tenant_id = s.tenant_id and i.id = s.id
       where s.id = any(?::uuid[])
       on conflict (tenant_id, id) do update set
         way = case when dispatch.way = 'inspection' then dispatch.way else excluded.way end,
         mailed_at = null, mail_failed_at = null, mail_error = null, mail_tries = 0,
         letter_made_at = null, letter_made_by = null, posted_on = null, posted_by = null`,
      [`{${statementIds.join(',')}}`],
    );
  }

  /** What is to be sent about a statement; null while it has no answer. */
  async of(statementId: string): Promise<AnswerToSend | null> {
    const answer = await this.em.findOne(Answer, { id: statementId });
    const statement = await this.em.findOne(Statement, { id: statementId }, { populate: ['procedure'] });
    if (!answer || !statement) return null;
    const identity = await this.em.findOne(StatementIdentity, { id: statementId });
    const code = codeOf(`${current.tenantId}|${statementId}`);
    const tenant = await this.tenants.own();
    return { tenant, procedure: statement.procedure, statement, identity, answer, code };
  }

  /** The letters as PDF, with the date of today. */
  letters(sent: AnswerToSend[]): Promise<Buffer> {
    return this.paper.letters(sent, localDate(clock.now()));
  }
}
