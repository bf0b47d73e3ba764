import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import type { Claim, Report } from '../register/audit.service.js';
import { RegisterService } from '../register/register.service.js';
import { auditReceipt } from './contribution-audit.service.js';
import { commentContentOf } from './contribution-content.js';
import { Comment, Contribution } from './contribution.entity.js';
import { DialogueService } from './dialogue.service.js';

/** Compares every comment of the current tenant that has a receipt with it; shows what the register committed to. */
@Injectable()
export class CommentAuditService {
  constructor(
    private readonly em: EntityManager,
    private readonly register: RegisterService,
    private readonly dialogues: DialogueService,
  ) {}

  /** The next comments after an id, as claims; findings go to `report`. Empty when there are no more. */
  async audit(after: string, count: number, report: Report): Promise<(Claim & { id: string })[]> {
    const found = await this.em.find(
      Comment,
      { id: { $gt: after }, receipt: { $ne: null } },
      { orderBy: { id: 'asc' }, limit: count },
    );
    const entries = await this.register.entryHashes(found.map(({ registerEntryId }) => registerEntryId!));
    const ids = [...new Set(found.map(({ contributionId }) => contributionId))];
    const on = new Map(
      (await this.em.find(Contribution, { id: { $in: ids } })).map((contribution) => [
        contribution.id,
        contribution,
      ]),
    );
    const places = await this.dialogues.addressesOf([...on.values()].map(({ dialogueId }) => dialogueId));

    return found.map((comment) => {
      const { id, contributionId, salt, registerEntryId: entryId } = comment;
      const owner = `comment ${id} (receipt ${comment.number})`;
      const { number: contribution, dialogueId } = on.get(contributionId)!;
      const content = commentContentOf(comment, { ...places.get(dialogueId)!, contribution });
      auditReceipt(comment, { content, entry: entries.get(entryId!) }, (finding) =>
        report(`${owner}: ${finding}`),
      );
      return { id, entryId: entryId!, kind: 'comment-arrived', owner, salt: salt!, content };
    });
  }
}
