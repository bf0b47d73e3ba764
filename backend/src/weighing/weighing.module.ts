import { Module } from '@nestjs/common';

import { StatementModule } from '../statement/statement.module.js';
import { AnswerResolver } from './answer.resolver.js';
import { AnswerService } from './answer.service.js';
import { CaseResolver } from './case.resolver.js';
import { CaseService } from './case.service.js';

/** What becomes of a statement (Abwägung): the work on it and its published answer. */
@Module({
  imports: [StatementModule],
  providers: [AnswerResolver, AnswerService, CaseResolver, CaseService],
  exports: [AnswerService],
})
export class WeighingModule {}
