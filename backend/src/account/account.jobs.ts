import { Injectable, type OnModuleInit } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { repeat } from '../platform/jobs.js';

const HOUR_SECONDS = 3_600;
const KEPT_MS = 24 * 3_600_000;

/** Forgets sessions, tickets and sign-outs a day after they have ended: nobody needs to know when somebody was here. */
@Injectable()
export class AccountJobs implements OnModuleInit {
  constructor(private readonly database: Database) {}

  onModuleInit(): void {
    repeat('sweep-sessions', HOUR_SECONDS, () => this.database.transaction(() => this.sweep()));
  }

  private async sweep(): Promise<void> {
    const before = new Date(clock.now().getTime() - KEPT_MS);
    await this.database.rows('delete from ticket where expires_at < ?', [before]);
    await this.database.rows('delete from session where coalesce(ended_at, expires_at) < ?', [before]);
    await this.database.rows('delete from sign_out where at < ?', [before]);
  }
}
