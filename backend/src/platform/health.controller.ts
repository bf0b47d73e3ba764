import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { Database } from './database.js';
import { Pub } from './pub.js';

/** For those who watch the process: alive, and able to serve. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly pub: Pub,
  ) {}

  @Get('live')
  live() {
    return { status: 'live' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    try {
      await this.database.transaction(() => this.database.rows('select 1'));
      await this.pub.rows('ready', 'select 1');
      return { status: 'ready' };
    } catch {
      void reply.status(503);
      return { status: 'waiting for the database' };
    }
  }
}
