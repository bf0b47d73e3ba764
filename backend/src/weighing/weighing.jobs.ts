import { Injectable, type OnModuleInit } from '@nestjs/common';

import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { listen, repeat } from '../platform/jobs.js';
import { PLAN_CHANGED } from '../plan/plan.events.js';
import { TenantService } from '../tenant/tenant.service.js';
import { ANSWER_PUBLISHED } from './answer.events.js';
import { CaseExportService } from './case-export.service.js';
import { EXPORT_ASKED } from './case-export.events.js';
import { CompletionService } from './completion.service.js';
import { LETTERS_ASKED } from './dispatch.events.js';
import { DispatchService } from './dispatch.service.js';
import { LetterService } from './letter.service.js';

const AGAIN_SECONDS = 60;
const HOUR_SECONDS = 3_600;

/** What follows a decision: mails, letters, and the changed plan beside the answers that led to it. */
@Injectable()
export class WeighingJobs implements OnModuleInit {
  constructor(
    private readonly dispatch: DispatchService,
    private readonly letters: LetterService,
    private readonly completion: CompletionService,
    private readonly exports: CaseExportService,
    private readonly tenants: TenantService,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    listen(ANSWER_PUBLISHED, 'mail-answer', ({ payload }) => this.dispatch.mailAnswer(payload.statementId!));
    listen(LETTERS_ASKED, 'make-letters', ({ payload }) => this.letters.make(payload.runId!));
    listen(EXPORT_ASKED, 'make-export', ({ payload }) => this.exports.make(payload.exportId!));
    listen(PLAN_CHANGED, 'complete-answers', ({ payload }) => this.completion.complete(payload.procedureId!));
    repeat('mail-answers-again', AGAIN_SECONDS, () => this.mailAgain());
    repeat('sweep-tables-and-letters', HOUR_SECONDS, () => this.inEachTown(() => this.sweep()));
  }

  private async sweep(): Promise<void> {
    await this.exports.sweep();
    await this.letters.sweep();
  }

  private async inEachTown(work: () => Promise<void>): Promise<void> {
    for (const { id, slug } of await this.tenants.all())
      await current.inTenant(id, slug, () => this.database.transaction(work));
  }

  private async mailAgain(): Promise<void> {
    for (const { id, slug } of await this.tenants.all()) {
      await current.inTenant(id, slug, async () => {
        const failed = await this.database.transaction(() => this.dispatch.failed());
        for (const statementId of failed)
          await this.database.transaction(() => this.dispatch.mailAnswer(statementId));
      });
    }
  }
}
