import { Injectable, type OnModuleInit } from '@nestjs/common';

import { listen } from '../platform/jobs.js';
import { PROCEDURE_CHANGED } from '../procedure/procedure.events.js';
import { STATEMENT_CHANGED } from '../statement/statement.events.js';
import { ANSWER_PUBLISHED, RESULT_CHANGED } from '../weighing/answer.events.js';
import { ResultProjector } from './result.projector.js';

/** Keeps the public result true. */
@Injectable()
export class ResultJobs implements OnModuleInit {
  constructor(private readonly projector: ResultProjector) {}

  onModuleInit(): void {
    listen(ANSWER_PUBLISHED, 'project-weighed', ({ payload }) =>
      this.projector.projectWeighed(payload.statementId!),
    );
    listen(STATEMENT_CHANGED, 'project-weighed-voice', async ({ payload }) => {
      await this.projector.projectWeighed(payload.statementId!);
      await this.projector.projectResult(payload.procedureId!);
    });
    for (const [topic, name] of [
      [RESULT_CHANGED, 'project-result'],
      [PROCEDURE_CHANGED, 'project-result-frame'],
    ] as const)
      listen(topic, name, ({ payload }) => this.projector.projectResult(payload.procedureId!));
  }
}
