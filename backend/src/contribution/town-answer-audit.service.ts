import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { Database } from '../platform/database.js';
import type { Claim, Report } from '../register/audit.service.js';
import { TownAnswer } from './town-answer.entity.js';
import { townAnswerContent } from './town-answer.service.js';

/** Compares every answer to contributions with its entry, and what stands at each contribution with its answer. */
@Injectable()
export class TownAnswerAuditService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
  ) {}

  /** The next answers after an id that were published, as claims. Empty when there are no more. */
  async audit(after: string, count: number, report: Report): Promise<(Claim & { id: string })[]> {
    const found = await this.em.find(
      TownAnswer,
      { id: { $gt: after }, registerEntryId: { $ne: null } },
      { orderBy: { id: 'asc' }, limit: count },
    );
    for (const finding of await this.steps(found.map(({ id }) => id))) report(finding);
    return found.map((answer) => ({
      ...{ id: answer.id, entryId: answer.registerEntryId!, kind: 'answer-published' },
      ...{ owner: `answer ${answer.id}`, salt: answer.salt!, content: townAnswerContent(answer) },
    }));
  }

  private async steps(ids: string[]): Promise<string[]> {
    const rows = await this.database.rows<{ id: string; foreign: number; kept: number; done: number }>(
      `select a.id, a.done, count(s.id)::int as kept,
         count(s.id) filter (where s.becomes <> a.becomes or not s.contribution_id = any(a.contribution_ids))::int as foreign
       from town_answer a left join contribution_step s on s.tenant_id = a.tenant_id and s.answer_id = a.id
       where a.id = any(?::uuid[]) group by a.tenant_id, a.id`,
      [`{${ids.join(',')}}`],
    );
    return rows.flatMap(({ id, foreign, kept, done }) => [
      ...(foreign ? [`answer ${id}: ${foreign} contributions say something else than it.`] : []),
      ...(kept !== done ? [`answer ${id}: it was published ${done} times, and stands ${kept} times.`] : []),
    ]);
  }
}
