import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';

import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/problem.js';
import { CaseDetailService } from './case-detail.service.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Attachments as they were sent, for those who work on what comes in. */
@Controller('api/desk/statements')
export class CaseDetailController {
  constructor(
    private readonly database: Database,
    private readonly service: CaseDetailService,
  ) {}

  @Get(':number/files/:id')
  async file(
    @Param('number') number: string,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    if (!current.visit.tenantId || !UUID.test(id)) throw notFound('file');
    const { content, name, type } = await this.database.transaction(() => this.service.read(number, id));
    void reply.headers({
      'content-type': type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
    });
    return content;
  }
}
