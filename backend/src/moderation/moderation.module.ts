import { Module } from '@nestjs/common';

import { StatementModule } from '../statement/statement.module.js';
import { TenantModule } from '../tenant/tenant.module.js';
import { CopiesService } from './copies.service.js';
import { ReleaseController } from './release.controller.js';
import { ReleaseJobs } from './release.jobs.js';
import { ReleaseListService } from './release-list.service.js';
import { ReleasePost } from './release.post.js';
import { ReleaseResolver } from './release.resolver.js';
import { ReleaseService } from './release.service.js';
import { ReleaseView } from './release.view.js';
import { ReleaseRulesService } from './rules.service.js';

/** Redacted copies of statements: made, released, shown to their author, published, retracted. */
@Module({
  imports: [StatementModule, TenantModule],
  controllers: [ReleaseController],
  providers: [
    CopiesService,
    ReleaseJobs,
    ReleaseListService,
    ReleasePost,
    ReleaseResolver,
    ReleaseRulesService,
    ReleaseService,
    ReleaseView,
  ],
  exports: [ReleaseRulesService, ReleaseService],
})
export class ModerationModule {}
