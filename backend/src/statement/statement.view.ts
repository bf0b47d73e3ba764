import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { InstitutionService } from '../account/institution.service.js';
import { current } from '../platform/current.js';
import { localDate } from '../procedure/calendar.js';
import { codeOf } from '../register/number.js';
import { RegisterService } from '../register/register.service.js';
import { contentOf } from './content.js';
import { Release, type Statement } from './statement.entity.js';
import type { StatementType } from './statement.graphql.js';
import { canWithdrawStatement } from './statement.policy.js';

/** What leaves the house of one statement, for those who were allowed to ask. */
@Injectable()
export class StatementView {
  constructor(
    private readonly em: EntityManager,
    private readonly register: RegisterService,
    private readonly institutions: InstitutionService,
  ) {}

  /** The view of a statement whose policy has been asked; its procedure is loaded. */
  async of(statement: Statement): Promise<StatementType> {
    const { id, tenantId, number, procedure, text, about, files, channel, mayPublish, isLate } = statement;
    const release = await this.em.findOne(Release, { id });
    const proof = await this.register.proofFor(statement.registerEntryId);
    const phase = procedure.participationAt(statement.receivedAt);
    const { institutionId = null } = statement;
    const names = await this.institutions.namesOf(institutionId ? [institutionId] : []);
    const isDisclosed = true as const;

    return {
      isDisclosed,
      id,
      number,
      code: codeOf(`${tenantId}|${id}`),
      procedureSlug: procedure.slug,
      procedureTitle: procedure.title,
      text,
      about,
      channel,
      institution: (institutionId && names.get(institutionId)) ?? null,
      mayPublish,
      isLate,
      files: files.map(({ name, size, sha256 }) => ({ isDisclosed, name, size, sha256 })),
      receivedAt: statement.receivedAt.toISOString(),
      lastDay: phase?.lastDay ?? null,
      withdrawnAt: statement.withdrawnAt?.toISOString() ?? null,
      releasedOn: release ? localDate(release.releasedAt) : null,
      isSealed: proof !== null,
      receiptJson: JSON.stringify(await this.document(statement), null, 2),
      can: { isDisclosed, withdraw: canWithdrawStatement(current.actor, statement) },
    };
  }

  /** The receipt as its holder downloads it. */
  private document(statement: Statement) {
    const { id, text, about, files, authorKind, isAnonymous, mayPublish, channel, procedure } = statement;
    const content = contentOf({
      id,
      text,
      about,
      files,
      authorKind,
      isAnonymous,
      mayPublish,
      channel,
      procedure: procedure.slug,
    });
    return this.register.receiptDocument({
      receipt: statement.receipt,
      number: statement.number,
      salt: statement.salt,
      entryId: statement.registerEntryId,
      content,
    });
  }
}
