import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';

import { current } from '../platform/current.js';
import { Files } from '../platform/files.js';
import { invalid, Problem } from '../platform/problem.js';
import { DeskPlanService } from './desk-plan.service.js';
import { INTAKES, type IntakeOrder, type Taken } from './material.service.js';
import { PlanIntakeService } from './plan-intake.service.js';

interface Asked {
  key?: string;
  title?: string;
  language?: string;
}

type FileRequest = FastifyRequest & {
  file(options: { limits: { fileSize: number } }): Promise<MultipartFile | undefined>;
};

/** The files of the plan for those who work on it. */
@Controller('files')
export class PlanController {
  constructor(
    private readonly intake: PlanIntakeService,
    private readonly plans: DeskPlanService,
    private readonly files: Files,
  ) {}

  /** Takes one file as multipart field `file`; with `key` it replaces the document or text of that key. */
  @Post('plan/:procedure/:what')
  async take(
    @Req() request: FileRequest,
    @Param() { procedure, what }: { procedure: string; what: string },
    @Query() { key, title, language }: Asked,
  ): Promise<Taken> {
    if (!current.visit.tenantId) throw new Problem('tenant.not-found');
    if (!Object.hasOwn(INTAKES, what)) throw new Problem('page.not-found');
    const kind = what as IntakeOrder['what'];
    const file = await request.file({ limits: { fileSize: INTAKES[kind].maxBytes + 1 } });
    if (!file) throw invalid('file', 'file.missing');

    const said = { key: key || null, title: title ?? '', language: language || null };
    return this.intake.take({ procedure, what: kind, fileName: file.filename, ...said }, file.file);
  }

  /** A version of a document as it is kept, laid out or not. */
  @Get('desk/:procedure/:id/:version/:name')
  async document(
    @Param() asked: { procedure: string; id: string; version: string },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    const { title, size, fileKey } = await this.plans.file(asked);
    void reply.headers({
      'content-type': 'application/pdf',
      'content-length': size,
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${title}.pdf`)}`,
      'content-security-policy': `default-src 'none'; sandbox`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    return this.files.read(fileKey);
  }
}
