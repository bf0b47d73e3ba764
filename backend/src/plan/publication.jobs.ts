import { Injectable, type OnModuleInit } from '@nestjs/common';

import { listen } from '../platform/jobs.js';
import { PUBLICATION_DUE } from '../procedure/procedure.events.js';
import { PublicationService } from './publication.service.js';

/** Makes public what was planned for this second. */
@Injectable()
export class PublicationJobs implements OnModuleInit {
  constructor(private readonly publication: PublicationService) {}

  onModuleInit(): void {
    listen(PUBLICATION_DUE, 'publish-procedure', ({ payload }) =>
      this.publication.publishDue(payload.procedureId!, payload.at!),
    );
  }
}
