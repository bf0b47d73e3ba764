import { Injectable, type OnModuleInit } from '@nestjs/common';

import { listen } from '../platform/jobs.js';
import { ContributionCopiesService } from './contribution-copies.service.js';
import { CONTRIBUTION_CHANGED } from './contribution.events.js';

/** What follows an arrival and never delays its receipt: the scan of files, and the copies that may be shown. */
@Injectable()
export class ContributionJobs implements OnModuleInit {
  constructor(private readonly copies: ContributionCopiesService) {}

  onModuleInit(): void {
    listen(CONTRIBUTION_CHANGED, 'copy-contributed-files', {
      isNeeded: ({ hasFiles }) => hasFiles === 'true',
      hear: ({ payload }) => this.copies.make(payload.contributionId!),
    });
  }
}
