import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { Journal } from '../platform/journal.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { isDay, localDate } from '../procedure/calendar.js';
import { parseNumber } from '../register/number.js';
import { Statement } from '../statement/statement.entity.js';
import { canReadStatement } from '../statement/statement.policy.js';
import { canAnswerStatement } from './answer.policy.js';
import type { AnswerPart, Decision, Outcome, PlanChange } from './answer.entity.js';
import { AnswerService } from './answer.service.js';
import { ChangeService } from './change.service.js';
import { ProgressService, READY, WITH_STANDING, type StandingSection } from './progress.service.js';
import type { DecisionInput, OneDecisionInput } from './weighing.graphql.js';
import { canDecide } from './weighing.policy.js';

/** What the body decided about what was recommended to it: for many at once, and otherwise for one. */
@Injectable()
export class DecisionService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly progress: ProgressService,
    private readonly changes: ChangeService,
    private readonly answers: AnswerService,
    private readonly journal: Journal,
  ) {}

  /**
   * Decides as recommended about every statement in the list of those that are ready, but for those with these
   * numbers. Answers how many.
   * Throws `decision.nothing-ready`, `input.invalid`.
   */
  async take(slug: string, decided: DecisionInput, except: string[]): Promise<number> {
    const procedure = await this.progress.procedure(slug);
    authorize(canDecide, procedure);
    checkDay(decided.decidedOn);
    const rows = await this.database.rows<{ id: string; number: string }>(
      `select s.id, s.number from statement s ${WITH_STANDING} ${READY} for update of s`,
      [procedure.id, procedure.id],
    );
    const left = new Set(except.map(parseNumber));
    const ids = rows.filter(({ number }) => !left.has(number)).map(({ id }) => id);
    if (!ids.length) throw new Problem('decision.nothing-ready');

    const sections = Map.groupBy(await this.progress.sectionsOf(ids), ({ statementId }) => statementId);
    const known = new Map<string, Promise<PlanChange | null>>();
    const answers = [];
    for (const statementId of ids) {
      const parts = [];
      for (const section of sections.get(statementId)!)
        parts.push(await this.partOf(procedure.id, section, known));
      answers.push({ statementId, parts });
    }
    this.noteTaken(await this.answers.decide({ procedureId: procedure.id, ...picked(decided), answers }));
    for (const statementId of ids)
      this.journal.note('answer.published', { scopeId: procedure.id, subjectId: statementId });
    return ids.length;
  }

  /** Decides about one statement otherwise than recommended. Throws `statement.not-found`, `section.not-found`. */
  async takeOne(number: string, { parts, ...decided }: OneDecisionInput): Promise<void> {
    const spoken = parseNumber(number) ?? '';
    const statement = await this.em.findOne(Statement, { number: spoken }, { populate: ['procedure'] });
    if (!statement) throw notFound('statement');
    authorize(canReadStatement, statement, 'statement');
    authorize(canAnswerStatement, statement);
    if (statement.withdrawnAt) throw new Problem('statement.already-withdrawn');
    checkDay(decided.decidedOn);

    const procedureId = statement.procedure.id;
    const given = new Map(parts.map((part) => [part.sectionId, part]));
    const sections = await this.progress.sectionsOf([statement.id]);
    if (sections.length !== given.size || sections.some(({ sectionId }) => !given.has(sectionId)))
      throw notFound('section');
    const known = new Map<string, Promise<PlanChange | null>>();
    const said = [];
    for (const section of sections) {
      const { outcome, text } = given.get(section.sectionId)!;
      said.push({ ...(await this.partOf(procedureId, section, known)), outcome, text });
    }
    const answers = [{ statementId: statement.id, parts: said }];
    this.noteTaken(await this.answers.decide({ procedureId, ...picked(decided), answers }));
    const after = { parts: said.map(({ outcome, text }) => ({ outcome, text })) };
    this.journal.note('answer.published', { scopeId: procedureId, subjectId: statement.id, after });
  }

  /** A section as it is decided when nothing else is said. */
  private async partOf(
    procedureId: string,
    { quote, summary, outcome, text, paragraphId, spokenTo }: StandingSection,
    known: Map<string, Promise<PlanChange | null>>,
  ): Promise<AnswerPart> {
    const recommended = outcome && text !== null ? { outcome, text } : null;
    const spoken = spokenTo?.id === paragraphId ? spokenTo?.version : undefined;
    const key = `${paragraphId}/${spoken}`;
    const change = paragraphId
      ? (known.get(key) ?? this.changes.of(procedureId, paragraphId, spoken))
      : Promise.resolve(null);
    known.set(key, change);
    const decided: { outcome: Outcome; text: string } = recommended ?? { outcome: 'noted', text: '' };
    return { quote, summary, recommended, ...decided, change: await change };
  }

  private noteTaken({ id, procedureId, decidedOn, body, answers }: Decision): void {
    const after = { decidedOn, body, count: answers.length };
    this.journal.note('decision.taken', { scopeId: procedureId, subjectId: id, after });
  }
}

const picked = ({ decidedOn, body }: DecisionInput) => ({ decidedOn, body });

function checkDay(day: string): void {
  if (!isDay(day)) throw invalid('decidedOn', 'day.malformed');
  if (day > localDate(clock.now())) throw invalid('decidedOn', 'decision.in-future');
}
