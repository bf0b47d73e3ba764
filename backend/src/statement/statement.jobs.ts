import { Injectable, type OnModuleInit } from '@nestjs/common';

import { listen } from '../platform/jobs.js';
import { UploadService } from '../platform/upload.service.js';
import { STATEMENT_SUBMITTED } from './statement.events.js';
import { StatementPost } from './statement.post.js';

/** What follows an arrival and never delays its receipt: the mail, and the scan of files. */
@Injectable()
export class StatementJobs implements OnModuleInit {
  constructor(
    private readonly post: StatementPost,
    private readonly uploads: UploadService,
  ) {}

  onModuleInit(): void {
    listen(STATEMENT_SUBMITTED, 'mail-receipt', {
      isNeeded: ({ hasAddress }) => hasAddress === 'true',
      hear: ({ payload }) => this.post.mailReceipt(payload.statementId!),
    });
    listen(STATEMENT_SUBMITTED, 'scan-files', {
      isNeeded: ({ hasFiles }) => hasFiles === 'true',
      hear: async ({ payload }) => void (await this.uploads.scanned(payload.statementId!)),
    });
  }
}
