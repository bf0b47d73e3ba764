import { Module } from '@nestjs/common';

import { AnswerResolver } from './answer.resolver.js';
import { AnswerService } from './answer.service.js';

/** What becomes of a statement (Abwägung): for now its published answer. */
@Module({ providers: [AnswerResolver, AnswerService], exports: [AnswerService] })
export class WeighingModule {}
