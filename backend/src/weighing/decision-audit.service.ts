import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import type { Claim, Report } from '../register/audit.service.js';
import { sha256OfCanonical } from '../register/canonical.js';
import { Answer, Decision } from './answer.entity.js';
import { decisionContent } from './answer.service.js';

/** Compares every published answer of the current tenant with its decision; shows what the register committed to. */
@Injectable()
export class DecisionAuditService {
  constructor(private readonly em: EntityManager) {}

  async audit(report: Report): Promise<Claim[]> {
    const decisions = await this.em.find(Decision, {});
    const decided = new Map(
      decisions.flatMap(({ id, answers }) => answers.map((one) => [`${id}/${one.statement}`, one.sha256])),
    );
    for (const { id, decisionId, text } of await this.em.find(Answer, { decisionId: { $ne: null } })) {
      if (decided.get(`${decisionId}/${id}`) !== sha256OfCanonical(text))
        report(`The answer to statement ${id} is not what was decided.`);
    }
    return decisions.map((decision) => ({
      entryId: decision.registerEntryId,
      kind: 'decision-published',
      owner: `decision ${decision.id}`,
      salt: decision.salt,
      content: decisionContent(decision),
    }));
  }
}
