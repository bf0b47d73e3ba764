import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { isFresh } from '../account/account.policy.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { endOfDay, localDate, plusDays } from '../procedure/calendar.js';
import { parseNumber } from '../register/number.js';
import { Release, Statement } from '../statement/statement.entity.js';
import { STATEMENT_CHANGED } from '../statement/statement.events.js';
import { canReadStatement } from '../statement/statement.policy.js';
import { type ChosenFile, CopiesService } from './copies.service.js';
import { isBalanced, markEverywhere, redacted } from './marks.js';
import { Redaction } from './redaction.entity.js';
import { OBJECTION_OVER, RELEASE_PUBLISHED, RELEASE_SHOWN } from './release.events.js';
import {
  canConfirmRelease,
  canObjectToRelease,
  canProposeRelease,
  canRetractRelease,
  canSendBackRelease,
} from './release.policy.js';
import { ReleaseRulesService } from './rules.service.js';

/** A copy as its maker hands it on. */
export interface Proposal {
  /** The text with its marks: `Ich, ⟦Anna Albrecht⟧, bitte …`. */
  source: string;
  /** Suggested words that were accepted: marked wherever they stand. */
  words: string[];
  authorLabel: string;
  files: ChosenFile[];
}

/** A redacted copy on its way to the public: proposed, released by another, shown to its author, published, retracted. */
@Injectable()
export class ReleaseService {
  constructor(
    private readonly em: EntityManager,
    private readonly outbox: Outbox,
    private readonly journal: Journal,
    private readonly copies: CopiesService,
    private readonly rules: ReleaseRulesService,
  ) {}

  /** Hands a copy on to whoever releases it. Throws `canProposeRelease.forbidden`, `input.invalid`. */
  async propose(number: string, proposal: Proposal): Promise<Statement> {
    const { statement, redaction } = await this.open(number);
    authorize(canProposeRelease, { statement, redaction, fourEyes: false });
    if (!isBalanced(proposal.source)) throw invalid('source', 'release.unbalanced');
    if (await this.em.findOne(Release, { id: statement.id })) throw invalid('source', 'release.is-public');

    const source = markEverywhere(proposal.source, proposal.words);
    const files = await this.copies.make(statement, proposal.files);
    if (redaction) await this.copies.drop(redaction.files);
    await this.em.upsert(Redaction, {
      ...ANEW,
      tenantId: current.tenantId,
      id: statement.id,
      source,
      authorLabel: proposal.authorLabel,
      files,
      proposedAt: clock.now(),
      proposedBy: current.actor.accountId!,
    });
    this.note('release.proposed', statement, { files: files.length });
    return statement;
  }

  /**
   * Releases the proposed copy: at once, or after the days in which its author may object. Throws
   * `canConfirmRelease.forbidden`, `sign-in.not-fresh`.
   */
  async release(number: string): Promise<Statement> {
    const { statement, redaction } = await this.open(number);
    const fourEyes = await this.rules.wantsFourEyes();
    authorize(canConfirmRelease, { statement, redaction, fourEyes });
    if (!isFresh(current.actor)) throw new Problem('sign-in.not-fresh');

    redaction!.approvedAt = clock.now();
    redaction!.approvedBy = current.actor.accountId;
    const objectionDays = await this.rules.objectionDays();
    if (!objectionDays) return this.publish(statement, redaction!);

    redaction!.objectUntil = endOfDay(plusDays(localDate(clock.now()), objectionDays));
    this.note('release.shown', statement, { until: redaction!.objectUntil.toISOString() });
    const message = { statementId: statement.id };
    await this.outbox.add(RELEASE_SHOWN, message);
    await this.outbox.addLater(OBJECTION_OVER, message, redaction!.objectUntil);
    return statement;
  }

  /** Gives a copy back to its maker, with the reason. */
  async sendBack(number: string, reason: string): Promise<Statement> {
    const { statement, redaction } = await this.open(number);
    authorize(canSendBackRelease, { statement, redaction, fourEyes: false });

    Object.assign(redaction!, {
      ...ANEW,
      sentBackAt: clock.now(),
      sentBackBy: current.actor.accountId,
      sentBackReason: reason,
    });
    this.note('release.sent-back', statement, { reason });
    return statement;
  }

  /** The author objects; whoever calls has made sure that it is the author. */
  async object(id: string, reason: string): Promise<void> {
    const statement = await this.em.findOneOrFail(Statement, { id }, { populate: ['procedure'] });
    const redaction = await this.em.findOne(Redaction, { id });
    authorize(canObjectToRelease, redaction);

    redaction!.objectedAt = clock.now();
    redaction!.objection = reason || null;
    this.note('release.objected', statement);
  }

  /** Takes a copy back, public or about to be: it leaves `pub` with the next job, its files with the one after. */
  async retract(number: string, reason: string): Promise<Statement> {
    const { statement, redaction } = await this.open(number);
    const release = await this.em.findOne(Release, { id: statement.id });
    const isOpen = release !== null || ['shown', 'objected'].includes(redaction?.state ?? '');
    authorize(canRetractRelease, { statement, isOpen });

    const retracted = {
      retractedAt: clock.now(),
      retractedBy: current.actor.accountId,
      retractedReason: reason,
    };
    if (redaction) {
      await this.copies.drop(redaction.files);
      Object.assign(redaction, { ...retracted, files: [] });
    } else await this.em.upsert(Redaction, { ...ANEW, ...madeAtOnce(release!), ...retracted });
    if (release) this.em.remove(release);
    this.note('release.retracted', statement, { reason });
    await this.changed(statement);
    return statement;
  }

  /** Publishes a shown copy when the time to object is over and nobody did; otherwise nothing. */
  async publishUnobjected(id: string): Promise<void> {
    const redaction = await this.em.findOne(Redaction, { id });
    const isOver = redaction?.objectUntil && redaction.objectUntil <= clock.now();
    if (redaction?.state !== 'shown' || !isOver) return;
    const statement = await this.em.findOneOrFail(Statement, { id }, { populate: ['procedure'] });
    if (statement.mayPublish && !statement.withdrawnAt) await this.publish(statement, redaction);
  }

  /** The statement and its copy so far. Throws `statement.not-found`. */
  async open(number: string): Promise<{ statement: Statement; redaction: Redaction | null }> {
    const spoken = parseNumber(number) ?? '';
    const statement = await this.em.findOne(Statement, { number: spoken }, { populate: ['procedure'] });
    if (!statement) throw notFound('statement');
    authorize(canReadStatement, statement, 'statement');
    return { statement, redaction: await this.em.findOne(Redaction, { id: statement.id }) };
  }

  /** The copy that is shown to its author; whoever calls has made sure that it is the author. */
  async shown(id: string): Promise<Redaction | null> {
    const redaction = await this.em.findOne(Redaction, { id });
    return redaction?.state === 'shown' || redaction?.state === 'objected' ? redaction : null;
  }

  private async publish(statement: Statement, redaction: Redaction): Promise<Statement> {
    const { id } = statement;
    const [text, releasedAt] = [redacted(redaction.source), clock.now()];
    const { authorLabel, approvedBy } = redaction;
    const files = redaction.files.map(({ uploadId: _, areas: __, ...file }) => file);
    redaction.publishedAt = releasedAt;
    const release = { id, text, authorLabel, files, releasedAt, releasedBy: approvedBy! };
    await this.em.upsert(Release, { tenantId: current.tenantId, ...release });
    this.note('statement.released', statement, { text, authorLabel, files: files.length });
    await this.outbox.add(RELEASE_PUBLISHED, { statementId: id });
    await this.changed(statement);
    return statement;
  }

  private note(action: string, { id, procedure }: Statement, after: Record<string, unknown> = {}): void {
    this.journal.note(action, { scopeId: procedure.id, subjectId: id, after });
  }

  private changed({ id, procedure }: Statement): Promise<void> {
    return this.outbox.add(STATEMENT_CHANGED, { statementId: id, procedureId: procedure.id });
  }
}

/** Nothing has happened to the copy yet. */
const ANEW = {
  sentBackAt: null,
  sentBackBy: null,
  sentBackReason: null,
  approvedAt: null,
  approvedBy: null,
  objectUntil: null,
  objectedAt: null,
  objection: null,
  publishedAt: null,
  retractedAt: null,
  retractedBy: null,
  retractedReason: null,
};

/** A release that came without a proposal, as those of the demonstration. */
const madeAtOnce = ({ tenantId, id, text, authorLabel, releasedAt, releasedBy }: Release) => ({
  tenantId,
  id,
  source: text,
  authorLabel,
  files: [],
  proposedAt: releasedAt,
  proposedBy: releasedBy,
});
