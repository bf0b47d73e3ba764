import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { Mail } from '../platform/mail.js';
import { TenantService } from '../tenant/tenant.service.js';
import { ReceiptPaper } from './receipt.paper.js';
import { Statement, StatementIdentity } from './statement.entity.js';
import { StatementView } from './statement.view.js';

/** What is sent to the sender of a statement. */
@Injectable()
export class StatementPost {
  constructor(
    private readonly em: EntityManager,
    private readonly mail: Mail,
    private readonly view: StatementView,
    private readonly paper: ReceiptPaper,
    private readonly tenants: TenantService,
  ) {}

  /** Mails the receipt where an address was given; sending again after a failure may send twice, never nothing. */
  async mailReceipt(id: string): Promise<void> {
    const identity = await this.em.findOne(StatementIdentity, { id });
    if (!identity?.email) return;

    const statement = await this.em.findOneOrFail(Statement, { id }, { populate: ['procedure'] });
    const [view, tenant] = [await this.view.of(statement), await this.tenants.own()];
    await this.mail.send({
      to: identity.email,
      subject: `Eingangsbestätigung ${view.number}`,
      text: this.paper.mail(view, tenant),
      attachments: [
        {
          filename: `Eingang-${view.number}.pdf`,
          content: await this.paper.pdf(view, tenant),
          contentType: 'application/pdf',
        },
        {
          filename: `Eingang-${view.number}.json`,
          content: view.receiptJson,
          contentType: 'application/json',
        },
      ],
    });
  }

  /** The receipt as PDF, for who may see the statement. */
  async receiptPdf(view: Awaited<ReturnType<StatementView['of']>>): Promise<Buffer> {
    return this.paper.pdf(view, await this.tenants.own());
  }
}
