import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Limits } from '../platform/limits.js';
import { notFound } from '../platform/problem.js';
import { StatementPost } from './statement.post.js';
import { StatementService } from './statement.service.js';

/** The receipt as files, for who holds number and code. */
@Controller('api/receipts')
export class ReceiptController {
  constructor(
    private readonly database: Database,
    private readonly statements: StatementService,
    private readonly post: StatementPost,
    private readonly limits: Limits,
  ) {}

  @Get(':number/:code/receipt.pdf')
  async pdf(
    @Param('number') number: string,
    @Param('code') code: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const bytes = await this.opened(number, code, (view) => this.post.receiptPdf(view));
    void reply.headers(headers('application/pdf', `Eingang-${number}.pdf`));
    return bytes;
  }

  @Get(':number/:code/receipt.json')
  async json(
    @Param('number') number: string,
    @Param('code') code: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const text = await this.opened(number, code, async (view) => view.receiptJson);
    void reply.headers(headers('application/json; charset=utf-8', `Eingang-${number}.json`));
    return text;
  }

  private opened<T>(
    number: string,
    code: string,
    work: (view: Awaited<ReturnType<StatementService['open']>>) => Promise<T>,
  ): Promise<T> {
    if (!current.visit.tenantId) throw notFound('statement');
    const open = () => this.database.transaction(() => this.statements.open(number, code).then(work));
    return this.limits.countFailures('code', current.visit.origin, open);
  }
}

const headers = (type: string, name: string) => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${name.replace(/[^0-9A-Za-z.-]/g, '')}"`,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
});
