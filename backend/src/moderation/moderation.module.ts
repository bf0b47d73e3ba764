import { Module } from '@nestjs/common';

import { AccountModule } from '../account/account.module.js';
import { ContributionModule } from '../contribution/contribution.module.js';
import { ProcedureModule } from '../procedure/procedure.module.js';
import { StatementModule } from '../statement/statement.module.js';
import { TenantModule } from '../tenant/tenant.module.js';
import { AppealService } from './appeal.service.js';
import { ClaimsService } from './claims.service.js';
import { CopiesService } from './copies.service.js';
import { ClusterService } from './cluster.service.js';
import { DecidingService } from './deciding.service.js';
import { DialoguePost } from './dialogue-post.js';
import { HintsService } from './hints.service.js';
import { ModeratingController } from './moderating.controller.js';
import { ModeratingResolver } from './moderating.resolver.js';
import { ModeratingService, ModerationDesk } from './moderating.service.js';
import { QueueJobs } from './queue.jobs.js';
import { QueueService } from './queue.service.js';
import { ReleaseController } from './release.controller.js';
import { ReleaseJobs } from './release.jobs.js';
import { ReleaseListService } from './release-list.service.js';
import { ReleasePost } from './release.post.js';
import { ReleaseResolver } from './release.resolver.js';
import { ReleaseService } from './release.service.js';
import { ReleaseView } from './release.view.js';
import { ReportPost } from './report.post.js';
import { ReportResolver } from './report.resolver.js';
import { ReportService } from './report.service.js';
import { ReleaseRulesService } from './rules.service.js';
import { SuspendingPost } from './suspending.post.js';
import { SuspendingResolver } from './suspending.resolver.js';
import { SuspendingService } from './suspending.service.js';
import { SuspensionPageService } from './suspension-page.service.js';
import { VoiceDecisionService } from './voice-decision.service.js';

/** What is shown: redacted copies of statements, and what people report and decide about dialogues. */
@Module({
  imports: [AccountModule, ContributionModule, ProcedureModule, StatementModule, TenantModule],
  controllers: [ModeratingController, ReleaseController],
  providers: [
    AppealService,
    CopiesService,
    ClusterService,
    DecidingService,
    DialoguePost,
    HintsService,
    ...[ClaimsService, ModeratingResolver, ModeratingService, ModerationDesk, QueueJobs, QueueService],
    ReportPost,
    ReportResolver,
    ReportService,
    ReleaseJobs,
    ReleaseListService,
    ReleasePost,
    ReleaseResolver,
    ReleaseRulesService,
    ReleaseService,
    ReleaseView,
    SuspendingPost,
    SuspendingResolver,
    SuspendingService,
    SuspensionPageService,
    VoiceDecisionService,
  ],
  exports: [ReleaseRulesService, ReleaseService],
})
export class ModerationModule {}
