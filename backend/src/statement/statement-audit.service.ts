import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import type { Claim, Report } from '../register/audit.service.js';
import { sha256OfCanonical } from '../register/canonical.js';
import { readReceipt, type ReceiptClaims } from '../register/receipt.js';
import { RegisterService } from '../register/register.service.js';
import { contentOf } from './content.js';
import { Statement } from './statement.entity.js';

/** Compares every statement of the current tenant with its receipt; shows what the register committed to. */
@Injectable()
export class StatementAuditService {
  constructor(
    private readonly em: EntityManager,
    private readonly register: RegisterService,
  ) {}

  /** The next statements after an id, as claims; findings go to `report`. Empty when there are no more. */
  async audit(after: string, count: number, report: Report): Promise<(Claim & { id: string })[]> {
    const statements = await this.em.find(
      Statement,
      { id: { $gt: after } },
      { populate: ['procedure'], orderBy: { id: 'asc' }, limit: count },
    );
    const entries = await this.register.entryHashes(statements.map(({ registerEntryId }) => registerEntryId));

    return statements.map((statement) => {
      const { id, salt, registerEntryId: entryId } = statement;
      const owner = `statement ${id} (receipt ${statement.number})`;
      const content = contentOf({ ...statement, procedure: statement.procedure.slug });
      auditReceipt(statement, sha256OfCanonical(content), (finding) => report(`${owner}: ${finding}`));
      const claims = readReceipt(statement.receipt);
      if (claims && entries.get(entryId) !== claims.register.entry)
        report(`${owner}: the receipt names another entry than ${entryId}.`);
      return { id, entryId, kind: 'statement-arrived', owner, salt, content };
    });
  }
}

function auditReceipt(statement: Statement, content: string, report: Report): void {
  const claims = readReceipt(statement.receipt);
  if (!claims) return report('the signature of its receipt is not ours.');
  if (claims.content !== content || statement.contentHash !== content)
    report('what it says is not what the receipt vouches for.');

  const said: Partial<ReceiptClaims> = {
    sub: statement.id,
    number: statement.number,
    receivedAt: statement.receivedAt.toISOString(),
    inTime: !statement.isLate,
    channel: statement.channel,
  };
  for (const [name, value] of Object.entries(said)) {
    if (claims[name as keyof ReceiptClaims] !== value) report(`its receipt says another ${name}.`);
  }
}
