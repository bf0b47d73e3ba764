import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';

import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/problem.js';
import { CaseExportService } from './case-export.service.js';

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** The file of an export, for the one who asked for it. */
@Controller('api/desk')
export class CaseExportController {
  constructor(
    private readonly database: Database,
    private readonly service: CaseExportService,
  ) {}

  @Get('exports/:id')
  async file(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Readable> {
    if (!current.visit.tenantId) throw notFound('export');
    const { content, format } = await this.database.transaction(() => this.service.read(id));
    void reply.headers({
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="Stellungnahmen.${format}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
    });
    return content;
  }
}
