import { Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Limits } from '../platform/limits.js';
import { townAddress } from '../tenant/tenant.service.js';
import { SubscriberService } from './subscriber.service.js';

/** Where the button of a mail program leads to: one POST ends everything, without cookie, page or login (RFC 8058). */
@Controller('api/abmelden/:id/:code')
export class UnsubscribeController {
  constructor(
    private readonly subscribers: SubscriberService,
    private readonly database: Database,
    private readonly limits: Limits,
  ) {}

  @Post()
  @HttpCode(200)
  async end(@Param() { id, code }: { id: string; code: string }): Promise<string> {
    await this.limits.countFailures('code', current.visit.origin, () =>
      this.database.transaction(() => this.subscribers.endAll(id, code)),
    );
    return '';
  }

  /** A person, or what looks at links before one does: leads to a page with a button, and ends nothing. */
  @Get()
  show(@Param() { id, code }: { id: string; code: string }, @Res() reply: FastifyReply): void {
    const page = `${townAddress(null)}/benachrichtigungen/${encodeURIComponent(id)}/${encodeURIComponent(code)}/abmelden`;
    void reply.status(303).headers({ location: page, 'cache-control': 'no-store' }).send();
  }
}
