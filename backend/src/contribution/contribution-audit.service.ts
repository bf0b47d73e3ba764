import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import type { Claim, Report } from '../register/audit.service.js';
import { sha256OfCanonical } from '../register/canonical.js';
import { readReceipt } from '../register/receipt.js';
import { RegisterService } from '../register/register.service.js';
import { contentOf } from './contribution-content.js';
import { Contribution } from './contribution.entity.js';
import { DialogueService } from './dialogue.service.js';

/** Compares every contribution of the current tenant with its receipt; shows what the register committed to. */
@Injectable()
export class ContributionAuditService {
  constructor(
    private readonly em: EntityManager,
    private readonly register: RegisterService,
    private readonly dialogues: DialogueService,
  ) {}

  /** The next contributions after an id, as claims; findings go to `report`. Empty when there are no more. */
  async audit(after: string, count: number, report: Report): Promise<(Claim & { id: string })[]> {
    const found = await this.em.find(
      Contribution,
      { id: { $gt: after } },
      { orderBy: { id: 'asc' }, limit: count },
    );
    const entries = await this.register.entryHashes(found.map(({ registerEntryId }) => registerEntryId));
    const places = await this.dialogues.addressesOf([...new Set(found.map(({ dialogueId }) => dialogueId))]);

    return found.map((contribution) => {
      const { id, number, salt, registerEntryId: entryId } = contribution;
      const owner = `contribution ${id} (receipt ${number})`;
      const content = contentOf(contribution, places.get(contribution.dialogueId)!);
      const claims = readReceipt(contribution.receipt);
      const hash = sha256OfCanonical(content);
      if (!claims) report(`${owner}: the signature of its receipt is not ours.`);
      else if (claims.content !== hash || contribution.contentHash !== hash)
        report(`${owner}: what it says is not what the receipt vouches for.`);
      else if (claims.sub !== id || claims.number !== number)
        report(`${owner}: its receipt is of another one.`);
      if (claims && entries.get(entryId) !== claims.register.entry)
        report(`${owner}: the receipt names another entry than ${entryId}.`);
      return { id, entryId, kind: 'contribution-arrived', owner, salt, content };
    });
  }
}
