import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { Database } from '../platform/database.js';
import { Outbox } from '../platform/outbox.js';
import { Answer } from './answer.entity.js';
import { ANSWER_PUBLISHED } from './answer.events.js';
import { ChangeService } from './change.service.js';

/** Answers that promised a change of the plan before the changed version was laid out. */
@Injectable()
export class CompletionService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly changes: ChangeService,
    private readonly outbox: Outbox,
  ) {}

  /** Adds to the answers of a procedure how the changed paragraphs read now. */
  async complete(procedureId: string): Promise<void> {
    const rows = await this.database.rows<{ id: string }>(
      `select a.id from answer a join statement s on s.tenant_id = a.tenant_id and s.id = a.id
       where s.procedure_id = ? and exists (select from jsonb_array_elements(a.parts) part
         where jsonb_typeof(part->'change') = 'object' and part#>'{change,after}' = 'null')`,
      [procedureId],
    );
    for (const { id } of rows) {
      const answer = await this.em.findOneOrFail(Answer, { id });
      const parts = [];
      for (const part of answer.parts ?? []) {
        const { paragraphId, before, after } = part.change ?? {};
        const isPromised = paragraphId && before && !after;
        const change = isPromised
          ? await this.changes.of(procedureId, paragraphId, before.version)
          : part.change;
        parts.push({ ...part, change });
      }
      if (!parts.some(({ change }, index) => change?.after && !answer.parts![index]!.change?.after)) continue;
      answer.parts = parts;
      await this.outbox.add(ANSWER_PUBLISHED, { statementId: id });
    }
  }
}
