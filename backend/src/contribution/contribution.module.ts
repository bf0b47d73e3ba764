import { Module } from '@nestjs/common';

import { AccountModule } from '../account/account.module.js';
import { ProcedureModule } from '../procedure/procedure.module.js';
import { RegisterModule } from '../register/register.module.js';
import { TenantModule } from '../tenant/tenant.module.js';
import { AnsweringService } from './answering.service.js';
import { BecameService } from './became.service.js';
import { CommentAuditService } from './comment-audit.service.js';
import { CommentIntakeService } from './comment-intake.service.js';
import { ContributionAuditService } from './contribution-audit.service.js';
import { ContributionCopiesService } from './contribution-copies.service.js';
import { ContributionImportService } from './contribution-import.service.js';
import { ContributionIntakeService } from './contribution-intake.service.js';
import { ContributionJobs } from './contribution.jobs.js';
import { ContributionResolver } from './contribution.resolver.js';
import { ContributionService } from './contribution.service.js';
import { DialogueResolver } from './dialogue.resolver.js';
import { DialogueResultResolver } from './dialogue-result.resolver.js';
import { DialogueResultService } from './dialogue-result.service.js';
import { DialogueService } from './dialogue.service.js';
import { StandingService } from './standing.service.js';
import { SubjectPictureService } from './subject-picture.service.js';
import { SuspensionService } from './suspension.service.js';
import { ThresholdService } from './threshold.service.js';
import { TownAnswerAuditService } from './town-answer-audit.service.js';
import { TownAnswerJobs } from './town-answer.jobs.js';
import { TownAnswerPost } from './town-answer.post.js';
import { TownAnswerResolver } from './town-answer.resolver.js';
import { TownAnswerService } from './town-answer.service.js';
import { VoiceReceiptService } from './voice-receipt.service.js';

const ANSWERED = [AnsweringService, BecameService, TownAnswerAuditService, TownAnswerPost, TownAnswerService];

/** Dialogues: what people say in public, to each other and to the town. */
@Module({
  imports: [AccountModule, TenantModule, RegisterModule, ProcedureModule],
  providers: [
    CommentAuditService,
    CommentIntakeService,
    ContributionAuditService,
    ContributionCopiesService,
    ContributionImportService,
    ContributionIntakeService,
    ContributionJobs,
    ContributionResolver,
    ContributionService,
    DialogueResolver,
    DialogueService,
    StandingService,
    SubjectPictureService,
    SuspensionService,
    VoiceReceiptService,
    ...ANSWERED,
    ...[DialogueResultResolver, DialogueResultService, TownAnswerJobs, TownAnswerResolver],
    ThresholdService,
  ],
  exports: [
    ...[DialogueResultService, BecameService, TownAnswerAuditService, TownAnswerService],
    CommentAuditService,
    CommentIntakeService,
    ContributionAuditService,
    StandingService,
    ContributionIntakeService,
    ContributionService,
    DialogueService,
    SuspensionService,
    VoiceReceiptService,
  ],
})
export class ContributionModule {}
