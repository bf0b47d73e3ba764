import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';

import { copyHeaders } from '../platform/copy-headers.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Files } from '../platform/files.js';
import { notFound } from '../platform/problem.js';
import { ModeratingService } from './moderating.service.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Copies of files that came with a contribution, for moderators: also before it is shown, and while it is hidden. */
@Controller('api/moderation')
export class ModeratingController {
  constructor(
    private readonly database: Database,
    private readonly moderating: ModeratingService,
    private readonly files: Files,
  ) {}

  @Get(':contribution/files/:file')
  copy(
    @Param('contribution') contribution: string,
    @Param('file') file: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    return this.send({ contribution, file, isSmall: false }, reply);
  }

  /** The same as a small picture; none of what is no picture. */
  @Get(':contribution/files/:file/klein')
  picture(
    @Param('contribution') contribution: string,
    @Param('file') file: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    return this.send({ contribution, file, isSmall: true }, reply);
  }

  private async send(
    { contribution, file, isSmall }: { contribution: string; file: string; isSmall: boolean },
    reply: FastifyReply,
  ): Promise<Readable> {
    if (!current.visit.tenantId || !UUID.test(contribution)) throw notFound('file');
    const copy = await this.database.transaction(() => this.moderating.copy(contribution, file));
    const key = isSmall ? copy.small : copy.key;
    if (!key) throw notFound('file');
    void reply.headers({
      ...copyHeaders(copy, isSmall),
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex',
    });
    return this.files.read(key);
  }
}
