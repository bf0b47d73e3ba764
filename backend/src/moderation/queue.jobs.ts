import { Injectable, type OnModuleInit } from '@nestjs/common';

import { canModerateSomewhere } from '../contribution/contribution.policy.js';
import { current } from '../platform/current.js';
import { whatIsDue, type Due } from '../platform/due.js';
import { canSeeSuspensions } from './suspending.policy.js';
import { SuspensionPageService } from './suspension-page.service.js';
import { QueueService } from './queue.service.js';

const DAY_MS = 86_400_000;

/** Tells moderators on their first page what waits: reports that are older than a day first. */
@Injectable()
export class QueueJobs implements OnModuleInit {
  constructor(
    private readonly queue: QueueService,
    private readonly suspensions: SuspensionPageService,
  ) {}

  onModuleInit(): void {
    whatIsDue('moderation', () => this.due());
  }

  private async due(): Promise<Due[]> {
    if (!canModerateSomewhere(current.actor, null)) return [];
    const backlog = await this.queue.backlog();
    const appeals = canSeeSuspensions(current.actor, null) ? await this.suspensions.openAppeals() : [];
    return [
      ...backlog.flatMap(({ procedureSlug: slug, procedureTitle: title, ...of }): Due[] => [
        ...(of.lateReports
          ? [
              {
                ...{ kind: 'report.late', count: of.lateReports, scope: { slug, title } },
                dueAt: new Date(new Date(of.oldestReportAt!).getTime() + DAY_MS),
              },
            ]
          : []),
        { kind: 'voice.to-decide', count: of.count, dueAt: null, scope: { slug, title } },
      ]),
      ...(appeals.length
        ? [{ kind: 'suspension.appealed', count: appeals.length, dueAt: null, scope: null }]
        : []),
    ];
  }
}
