import { Module, type OnModuleInit } from '@nestjs/common';

import { current } from '../platform/current.js';
import { whatIsDue } from '../platform/due.js';
import { StatementModule } from '../statement/statement.module.js';
import { AnswerResolver } from './answer.resolver.js';
import { AnswerService } from './answer.service.js';
import { CaseResolver } from './case.resolver.js';
import { canWorkOnCases } from './case.policy.js';
import { CaseService } from './case.service.js';

/** What becomes of a statement (Abwägung): the work on it and its published answer. */
@Module({
  imports: [StatementModule],
  providers: [AnswerResolver, AnswerService, CaseResolver, CaseService],
  exports: [AnswerService],
})
export class WeighingModule implements OnModuleInit {
  constructor(private readonly cases: CaseService) {}

  onModuleInit(): void {
    whatIsDue('cases', async () => (canWorkOnCases(current.actor, null) ? this.cases.due() : []));
  }
}
