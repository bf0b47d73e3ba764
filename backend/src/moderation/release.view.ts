import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { Account } from '../account/account.entity.js';
import { current } from '../platform/current.js';
import { Release, Statement, StatementIdentity } from '../statement/statement.entity.js';
import { CopiesService } from './copies.service.js';
import { markedWords, redacted, unmarked, withoutMarks } from './marks.js';
import { Redaction } from './redaction.entity.js';
import type { RedactionAbilities, RedactionFile, RedactionType, ShownCopy } from './release.graphql.js';
import {
  canConfirmRelease,
  canObjectToRelease,
  canProposeRelease,
  canRetractRelease,
  canSeeRedaction,
  canSendBackRelease,
} from './release.policy.js';
import { ReleaseRulesService } from './rules.service.js';
import { suggestionsIn } from './suggestions.js';

const isDisclosed = true as const;

/** What is seen of a copy: by the desk that makes it, and by the author it is shown to. */
@Injectable()
export class ReleaseView {
  constructor(
    private readonly em: EntityManager,
    private readonly copies: CopiesService,
    private readonly rules: ReleaseRulesService,
  ) {}

  /** The copy as the desk makes it; null for who is not of the desk. */
  async forDesk(id: string): Promise<RedactionType | null> {
    const statement = await this.em.findOneOrFail(Statement, { id }, { populate: ['procedure'] });
    if (!canSeeRedaction(current.actor, statement)) return null;
    const redaction = await this.em.findOne(Redaction, { id });
    const release = await this.em.findOne(Release, { id });
    const fourEyes = await this.rules.wantsFourEyes();
    const source = redaction?.source ?? unmarked(release?.text ?? statement.text);

    return {
      isDisclosed,
      state: redaction?.state ?? (release ? 'published' : 'none'),
      source,
      copy: redacted(source),
      isVerbatim: withoutMarks(source) === unmarked(statement.text).normalize('NFC'),
      authorLabel: redaction?.authorLabel ?? release?.authorLabel ?? null,
      proposedAt: redaction?.proposedAt.toISOString() ?? null,
      proposedBy: await this.nameOf(redaction?.proposedBy),
      approvedBy: await this.nameOf(redaction?.approvedBy ?? release?.releasedBy),
      reason: redaction?.retractedReason ?? redaction?.objection ?? redaction?.sentBackReason ?? null,
      objectUntil: redaction?.objectUntil?.toISOString() ?? null,
      fourEyes,
      suggestions: await this.suggestions(statement, source),
      files: await this.filesOf(statement, redaction),
      can: abilities(statement, redaction, { isPublic: release !== null, fourEyes }),
    };
  }

  /** The copy as its author sees it while they may object; null when nothing is shown. */
  async forAuthor(id: string): Promise<ShownCopy | null> {
    const redaction = await this.em.findOne(Redaction, { id });
    if (!redaction?.objectUntil || !['shown', 'objected'].includes(redaction.state)) return null;
    return {
      isDisclosed,
      text: redacted(redaction.source),
      authorLabel: redaction.authorLabel,
      files: redaction.files.map(({ id, name }) => ({ isDisclosed, id, name })),
      objectUntil: redaction.objectUntil.toISOString(),
      objectedAt: redaction.objectedAt?.toISOString() ?? null,
      canObject: canObjectToRelease(current.actor, redaction),
    };
  }

  /** The name of a person of the staff. */
  async nameOf(accountId?: string | null): Promise<string | null> {
    return accountId ? ((await this.em.findOne(Account, { id: accountId }))?.name ?? null) : null;
  }

  /** Words that stand in the text and are not marked yet; what we know of the author is told to nobody by them. */
  private async suggestions(statement: Statement, source: string) {
    const identity = statement.isAnonymous
      ? null
      : await this.em.findOne(StatementIdentity, { id: statement.id });
    const { name, organisation, street, postcode, place, email } = identity ?? {};
    const home = postcode && place ? `${postcode} ${place}` : null;
    const known = [name, organisation, street, home, email].filter((words): words is string =>
      Boolean(words),
    );
    const marked = new Set(markedWords(source));
    return suggestionsIn(withoutMarks(source), known)
      .filter(({ text }) => ![...marked].some((words) => words.includes(text)))
      .map((one) => ({ isDisclosed, ...one }));
  }

  private async filesOf(statement: Statement, redaction: Redaction | null): Promise<RedactionFile[]> {
    const files: RedactionFile[] = [];
    for (const { id, name } of statement.files) {
      const copy = redaction?.files.find(({ uploadId }) => uploadId === id);
      const areas = (copy?.areas ?? []).map((area) => ({ isDisclosed, ...area }));
      const pages = await this.copies.pageCount(statement, id);
      files.push({ isDisclosed, uploadId: id, name, pages, copyId: copy?.id ?? null, areas });
    }
    return files;
  }
}

function abilities(
  statement: Statement,
  redaction: Redaction | null,
  { isPublic, fourEyes }: { isPublic: boolean; fourEyes: boolean },
): RedactionAbilities {
  const { actor } = current;
  const releasing = { statement, redaction, fourEyes };
  const isOpen = isPublic || ['shown', 'objected'].includes(redaction?.state ?? '');
  return {
    isDisclosed,
    propose: canProposeRelease(actor, releasing) && !isPublic,
    release: canConfirmRelease(actor, releasing),
    sendBack: canSendBackRelease(actor, releasing),
    retract: canRetractRelease(actor, { statement, isOpen }),
  };
}
