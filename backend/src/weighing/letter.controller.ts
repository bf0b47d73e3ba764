import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';

import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/problem.js';
import { DispatchService } from './dispatch.service.js';
import { LetterService } from './letter.service.js';

/** Letters as files, for who sends answers. */
@Controller('api/desk')
export class LetterController {
  constructor(
    private readonly database: Database,
    private readonly dispatch: DispatchService,
    private readonly letters: LetterService,
  ) {}

  @Get('letters/:number/letter.pdf')
  async one(
    @Param('number') number: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const bytes = await this.inTown(() => this.dispatch.letter(number));
    void reply.headers(headers(`Antwort-${number}.pdf`));
    return bytes;
  }

  @Get('letter-runs/:id/letters.pdf')
  async run(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Readable> {
    const file = await this.inTown(() => this.letters.read(id));
    void reply.headers(headers('Antworten.pdf'));
    return file;
  }

  private inTown<T>(work: () => Promise<T>): Promise<T> {
    if (!current.visit.tenantId) throw notFound('statement');
    return this.database.transaction(work);
  }
}

const headers = (name: string) => ({
  'content-type': 'application/pdf',
  'content-disposition': `attachment; filename="${name.replace(/[^0-9A-Za-z.-]/g, '')}"`,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
});
