import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';

import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Files } from '../platform/files.js';
import { Limits } from '../platform/limits.js';
import { notFound } from '../platform/problem.js';
import { StatementService } from '../statement/statement.service.js';
import { CopiesService } from './copies.service.js';
import { canSeeRedaction } from './release.policy.js';
import { ReleaseService } from './release.service.js';

/** Pages of attachments for those who make a copy, and the made copies before they are public. */
@Controller('api/releases')
export class ReleaseController {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseService,
    private readonly copies: CopiesService,
    private readonly files: Files,
    private readonly statements: StatementService,
    private readonly limits: Limits,
  ) {}

  /** One page of an attachment as a picture, for the desk. */
  @Get(':number/pages/:uploadId/:page')
  async page(
    @Param('number') number: string,
    @Param('uploadId') uploadId: string,
    @Param('page') page: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    if (!current.visit.tenantId || !UUID.test(uploadId) || !/^\d{1,4}$/.test(page)) throw notFound('file');
    const picture = await this.database.transaction(async () => {
      const { statement } = await this.releases.open(number);
      authorize(canSeeRedaction, statement, 'statement');
      return this.copies.page(statement, uploadId, Number(page));
    });
    void reply.headers({ ...INSIDE, 'content-type': 'image/png' });
    return picture;
  }

  /** The copy of an attachment as it will be public, for the desk, or for the author with the code. */
  @Get(':number/copies/:copyId')
  async copy(
    @Param('number') number: string,
    @Param('copyId') copyId: string,
    @Query('code') code: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    if (!current.visit.tenantId) throw notFound('file');
    const { type, name, key } = await this.database.transaction(() => this.find(number, copyId, code));
    void reply.headers({
      ...INSIDE,
      'content-type': type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
    return this.files.read(key);
  }

  private async find(number: string, copyId: string, code: string | undefined) {
    const redaction = code ? await this.shownTo(number, code) : await this.madeFor(number);
    const file = redaction?.files.find(({ id }) => id === copyId);
    if (!file) throw notFound('file');
    return file;
  }

  private async shownTo(number: string, code: string) {
    const open = () => this.statements.open(number, code);
    const { id } = await this.limits.countFailures('code', current.visit.origin, open);
    return this.releases.shown(id);
  }

  private async madeFor(number: string) {
    const { statement, redaction } = await this.releases.open(number);
    authorize(canSeeRedaction, statement, 'statement');
    return redaction;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSIDE = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
  'content-security-policy': `default-src 'none'; sandbox`,
};
