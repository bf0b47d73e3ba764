import { Injectable, type OnModuleInit } from '@nestjs/common';
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { Database } from '../platform/database.js';
import { env } from '../platform/env.js';
import { repeat } from '../platform/jobs.js';
import { LogService } from './log.service.js';

const SECONDS = 3;

/** Where every head is written down outside the database: a tail that is cut off is missed here. */
export const witnessFile = () => join(env.DATA_DIR, 'register/checkpoints.log');

/** Seals the register every few seconds; the first round looks at everything that was ever left. */
@Injectable()
export class RegisterJobs implements OnModuleInit {
  private isFirst = true;

  constructor(
    private readonly database: Database,
    private readonly log: LogService,
  ) {}

  onModuleInit(): void {
    repeat('seal-register', SECONDS, () => this.sealAll());
  }

  /** Seals until nothing is left. */
  async sealAll(): Promise<void> {
    const isThorough = this.isFirst;
    for (;;) {
      const note = await this.database.transaction(() => this.log.seal(isThorough));
      if (!note) break;
      await mkdir(dirname(witnessFile()), { recursive: true });
      await appendFile(witnessFile(), `${note}\n`);
    }
    this.isFirst = false;
  }
}
