import { Module, type OnModuleInit } from '@nestjs/common';

import { current } from '../platform/current.js';
import { whatIsDue } from '../platform/due.js';
import { ContributionModule } from '../contribution/contribution.module.js';
import { PlanModule } from '../plan/plan.module.js';
import { ProcedureModule } from '../procedure/procedure.module.js';
import { RegisterModule } from '../register/register.module.js';
import { StatementModule } from '../statement/statement.module.js';
import { TenantModule } from '../tenant/tenant.module.js';
import { AnswerPaper } from './answer.paper.js';
import { AnswerResolver } from './answer.resolver.js';
import { AnswerService } from './answer.service.js';
import { BridgeJobs } from './bridge.jobs.js';
import { BridgeResolver } from './bridge.resolver.js';
import { BridgeService } from './bridge.service.js';
import { CaseChoicesService } from './case-choices.service.js';
import { CaseIndexService } from './case-index.service.js';
import { CaseJobs } from './case.jobs.js';
import { CaseListService } from './case-list.service.js';
import { CasePeople } from './case-people.service.js';
import { CaseTerms } from './case.terms.js';
import { CaseWorkResolver } from './case-work.resolver.js';
import { CaseWorkService } from './case-work.service.js';
import { CaseDetailController } from './case-detail.controller.js';
import { CaseDetailResolver } from './case-detail.resolver.js';
import { CaseDetailService } from './case-detail.service.js';
import { CaseExportController } from './case-export.controller.js';
import { CaseExportResolver } from './case-export.resolver.js';
import { CaseExportService } from './case-export.service.js';
import { CaseResolver } from './case.resolver.js';
import { canWorkOnCases } from './case.policy.js';
import { CaseService } from './case.service.js';
import { ChangeService } from './change.service.js';
import { CompletionService } from './completion.service.js';
import { DecisionAuditService } from './decision-audit.service.js';
import { DecisionService } from './decision.service.js';
import { DispatchService } from './dispatch.service.js';
import { LetterController } from './letter.controller.js';
import { LetterService } from './letter.service.js';
import { OutgoingResolver } from './outgoing.resolver.js';
import { OutgoingService } from './outgoing.service.js';
import { ProcedureWeighingService } from './procedure-weighing.service.js';
import { ProgressService } from './progress.service.js';
import { RecommendationService } from './recommendation.service.js';
import { SimilarService } from './similar.service.js';
import { TextBlockService } from './text-block.service.js';
import { TakeoverService } from './takeover.service.js';
import { ToSendService } from './to-send.service.js';
import { UnansweredService } from './unanswered.service.js';
import { WeighingJobs } from './weighing.jobs.js';
import { WeighingResolver } from './weighing.resolver.js';
import { WeighingDesk } from './weighing-desk.service.js';
import { WeighingService } from './weighing.service.js';

const WEIGHED = [RecommendationService, SimilarService, TextBlockService, ChangeService, ProgressService];
const DECIDED = [AnswerService, DecisionService, DecisionAuditService, CompletionService];
const TOLD = [AnswerPaper, ToSendService, DispatchService, LetterService, OutgoingService, UnansweredService];
const SHOWN = [WeighingDesk, WeighingService, ProcedureWeighingService, CaseService];
const BRIDGED = [BridgeJobs, BridgeResolver, BridgeService, TakeoverService];
const DETAILED = [CaseDetailService, CaseDetailResolver];
const LISTED = [CaseTerms, CaseListService, CaseIndexService, CaseJobs];
const WORKED = [CasePeople, CaseWorkService, CaseChoicesService, CaseExportService, CaseExportResolver];

/** What becomes of a statement (Abwägung): the work on it, the decision about it, and how its sender is told. */
@Module({
  imports: [ContributionModule, ProcedureModule, StatementModule, PlanModule, RegisterModule, TenantModule],
  controllers: [LetterController, CaseExportController, CaseDetailController],
  providers: [
    ...WEIGHED,
    ...DECIDED,
    ...TOLD,
    ...SHOWN,
    ...LISTED,
    ...DETAILED,
    ...BRIDGED,
    ...WORKED,
    ...[AnswerResolver, CaseResolver, CaseWorkResolver, OutgoingResolver, WeighingResolver, WeighingJobs],
  ],
  exports: [AnswerService, DecisionAuditService],
})
export class WeighingModule implements OnModuleInit {
  constructor(
    private readonly cases: CaseService,
    private readonly procedures: ProcedureWeighingService,
    private readonly people: CasePeople,
  ) {}

  onModuleInit(): void {
    whatIsDue('cases', async () => (canWorkOnCases(current.actor, null) ? this.cases.due() : []));
    whatIsDue('work', async () => (canWorkOnCases(current.actor, null) ? this.people.due() : []));
    whatIsDue('weighing', async () => (canWorkOnCases(current.actor, null) ? this.procedures.due() : []));
  }
}
