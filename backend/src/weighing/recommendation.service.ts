import { EntityManager, LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Journal } from '../platform/journal.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { PlanService } from '../plan/plan.service.js';
import { parseNumber } from '../register/number.js';
import { Statement } from '../statement/statement.entity.js';
import { canReadStatement } from '../statement/statement.policy.js';
import { Answer } from './answer.entity.js';
import { Recommendation, Section } from './recommendation.entity.js';
import type { RecommendationInput } from './weighing.graphql.js';
import { canWeighStatement } from './weighing.policy.js';

const MAX_SECTIONS = 100;

/** What the administration recommends: a statement's points, each with versions of which none is overwritten. */
@Injectable()
export class RecommendationService {
  constructor(
    private readonly em: EntityManager,
    private readonly plans: PlanService,
    private readonly journal: Journal,
  ) {}

  /** Makes a section of words that stand in the text; the same words again are the same section. */
  async mark(number: string, words: string): Promise<Section> {
    const statement = await this.weighable(number);
    const quote = words.replaceAll('\r\n', '\n').trim();
    const position = statement.text.replaceAll('\r\n', '\n').indexOf(quote);
    if (!quote || position < 0) throw invalid('quote', 'section.not-in-text');
    const known = await this.live(statement.id);
    if (known.length >= MAX_SECTIONS) throw invalid('quote', 'section.too-many');
    const section = known.find((one) => one.quote === quote) ?? this.add(statement, quote, position);
    this.note('section.marked', statement, { after: { quote } });
    return section;
  }

  /** Takes the mark of a section back; what was recommended about it stays in the file. */
  async drop(number: string, sectionId: string): Promise<void> {
    const statement = await this.weighable(number);
    const section = (await this.live(statement.id)).find(({ id }) => id === sectionId);
    if (!section) throw notFound('section');
    section.droppedAt = clock.now();
    this.note('section.dropped', statement, { before: { quote: section.quote } });
  }

  /**
   * Saves the next version; without a section it is about the whole statement. Answers the statement where all its
   * sections are ready now, otherwise null. Throws `recommendation.changed-meanwhile` where somebody else saved one
   * after the version that was on the screen.
   */
  async save(
    number: string,
    sectionId: string | null,
    draft: RecommendationInput,
  ): Promise<Statement | null> {
    const statement = await this.weighable(number);
    const known = await this.live(statement.id);
    const named = known.find(({ id, quote }) => (sectionId ? id === sectionId : quote === null));
    if (sectionId && !named) throw notFound('section');
    await this.checkParagraph(statement, draft.paragraphId);

    const section = named ?? this.add(statement, null, 0);
    const last = await this.newest(section.id);
    if ((last?.version ?? 0) !== draft.after) throw new Problem('recommendation.changed-meanwhile');
    this.keep(statement, { section, last }, draft);
    const others = known.filter(({ id }) => id !== section.id);
    const newest = await Promise.all(others.map(({ id }) => this.newest(id)));
    return draft.isReady && newest.every((one) => one?.readyAt) ? statement : null;
  }

  private keep(
    statement: Statement,
    { section, last }: { section: Section; last: Recommendation | null },
    draft: RecommendationInput,
  ): void {
    const { outcome, text, isReady } = draft;
    const said = { outcome, text, summary: draft.summary?.trim() || null };
    const row = {
      ...said,
      paragraphId: draft.paragraphId ?? null,
      ...{ sectionId: section.id, statementId: statement.id, procedureId: statement.procedure.id },
      version: draft.after + 1,
      savedAt: clock.now(),
      savedBy: current.actor.accountId,
      readyAt: isReady ? clock.now() : null,
    };
    this.em.persist(this.em.create(Recommendation, row as never));
    this.note(isReady ? 'recommendation.ready' : 'recommendation.saved', statement, {
      before: last && { outcome: last.outcome, text: last.text, summary: last.summary ?? null },
      after: said,
    });
  }

  /** The sections that count, in the order of the text. */
  live(statementId: string): Promise<Section[]> {
    const where = { statementId, droppedAt: null };
    return this.em.find(Section, where, { orderBy: { position: 'asc', markedAt: 'asc' } });
  }

  private async checkParagraph({ procedure }: Statement, id: string | undefined): Promise<void> {
    if (id && !(await this.plans.findParagraph(procedure.id, id)))
      throw invalid('paragraphId', 'about.not-found');
  }

  private add({ id, procedure }: Statement, quote: string | null, position: number): Section {
    const { accountId: markedBy } = current.actor;
    const row = {
      statementId: id,
      procedureId: procedure.id,
      quote,
      position,
      markedAt: clock.now(),
      markedBy,
    };
    const section = this.em.create(Section, row as never);
    this.em.persist(section);
    return section;
  }

  private newest(sectionId: string): Promise<Recommendation | null> {
    return this.em.findOne(Recommendation, { sectionId }, { orderBy: { version: 'desc' } });
  }

  /** Locked, so that two who save at the same moment come one after the other. */
  private async weighable(number: string): Promise<Statement> {
    const spoken = parseNumber(number) ?? '';
    const statement = await this.em.findOne(Statement, { number: spoken }, { populate: ['procedure'] });
    if (!statement) throw notFound('statement');
    authorize(canReadStatement, statement, 'statement');
    authorize(canWeighStatement, statement);
    if (statement.withdrawnAt) throw new Problem('statement.already-withdrawn');
    await this.em.lock(statement, LockMode.PESSIMISTIC_WRITE);
    if (await this.em.findOne(Answer, { id: statement.id })) throw new Problem('statement.already-decided');
    return statement;
  }

  private note(
    action: string,
    { id, procedure }: Statement,
    said: { before?: Record<string, unknown> | null; after?: Record<string, unknown> },
  ): void {
    this.journal.note(action, { scopeId: procedure.id, subjectId: id, ...said });
  }
}
