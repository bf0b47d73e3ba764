import { Injectable, type OnModuleInit } from '@nestjs/common';

import { current } from '../platform/current.js';
import { whatIsDue } from '../platform/due.js';
import { listen } from '../platform/jobs.js';
import { AnsweringService } from './answering.service.js';
import { ANSWERS_DUE, AUTHOR_ANSWERED } from './town-answer.events.js';
import { canAnswerSomewhere } from './town-answer.policy.js';
import { TownAnswerPost } from './town-answer.post.js';
import { TownAnswerService } from './town-answer.service.js';

/** What follows an answer: the next of many, the mails; and what still waits for one. */
@Injectable()
export class TownAnswerJobs implements OnModuleInit {
  constructor(
    private readonly answers: TownAnswerService,
    private readonly listed: AnsweringService,
    private readonly post: TownAnswerPost,
  ) {}

  onModuleInit(): void {
    listen(ANSWERS_DUE, 'answer-many', ({ payload }) => this.answers.goOn(payload.answerId!));
    listen(AUTHOR_ANSWERED, 'mail-town-answer', ({ payload }) =>
      this.post.tell(payload.answerId!, payload.contributionId!),
    );
    whatIsDue('contributions', async () =>
      canAnswerSomewhere(current.actor, null) ? this.listed.due() : [],
    );
  }
}
