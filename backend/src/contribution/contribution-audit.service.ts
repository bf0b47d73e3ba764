import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import type { Claim, Report } from '../register/audit.service.js';
import { sha256OfCanonical } from '../register/canonical.js';
import { readReceipt } from '../register/receipt.js';
import { RegisterService } from '../register/register.service.js';
import { contentOf } from './contribution-content.js';
import { type Comment, Contribution } from './contribution.entity.js';
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
      const { id, salt, registerEntryId: entryId } = contribution;
      const owner = `contribution ${id} (receipt ${contribution.number})`;
      const content = contentOf(contribution, places.get(contribution.dialogueId)!);
      const kept = { content, entry: entries.get(entryId) };
      auditReceipt(contribution, kept, (finding) => report(`${owner}: ${finding}`));
      return { id, entryId, kind: 'contribution-arrived', owner, salt, content };
    });
  }
}

interface Kept {
  content: object;
  /** SHA-256 (hex) of the entry in the register; undefined where it is gone. */
  entry: string | undefined;
}

/** Whether a receipt vouches for what was said, and names its entry. */
export function auditReceipt(said: Contribution | Comment, { content, entry }: Kept, report: Report): void {
  const claims = readReceipt(said.receipt ?? '');
  if (!claims) return report('the signature of its receipt is not ours.');
  const hash = sha256OfCanonical(content);
  if (claims.content !== hash || said.contentHash !== hash)
    report('what it says is not what the receipt vouches for.');
  else if (claims.sub !== said.id || claims.number !== said.number) report('its receipt is of another one.');
  if (entry !== claims.register.entry)
    report(`the receipt names another entry than ${said.registerEntryId}.`);
}
