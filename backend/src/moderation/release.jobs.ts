import { Injectable, type OnModuleInit } from '@nestjs/common';

import { current } from '../platform/current.js';
import { whatIsDue } from '../platform/due.js';
import { Files } from '../platform/files.js';
import { listen } from '../platform/jobs.js';
import { COPY_DROPPED, OBJECTION_OVER, RELEASE_PUBLISHED, RELEASE_SHOWN } from './release.events.js';
import { ReleaseListService } from './release-list.service.js';
import { canWorkOnReleases } from './release.policy.js';
import { ReleasePost } from './release.post.js';
import { ReleaseService } from './release.service.js';

/** What follows a release: the mails, the copies that nobody objected to, the bytes of copies no longer used. */
@Injectable()
export class ReleaseJobs implements OnModuleInit {
  constructor(
    private readonly post: ReleasePost,
    private readonly files: Files,
    private readonly releases: ReleaseService,
    private readonly lists: ReleaseListService,
  ) {}

  onModuleInit(): void {
    listen(RELEASE_SHOWN, 'mail-shown-copy', ({ payload }) => this.post.mailShown(payload.statementId!));
    listen(RELEASE_PUBLISHED, 'mail-published-copy', ({ payload }) =>
      this.post.mailPublished(payload.statementId!),
    );
    listen(COPY_DROPPED, 'forget-copy', ({ payload }) => this.files.delete(payload.key!));
    listen(OBJECTION_OVER, 'publish-unobjected', ({ payload }) =>
      this.releases.publishUnobjected(payload.statementId!),
    );
    whatIsDue('releases', async () => (canWorkOnReleases(current.actor, null) ? this.lists.due() : []));
  }
}
