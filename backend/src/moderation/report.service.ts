import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { StandingService } from '../contribution/standing.service.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { codeOf, numberOf, parseCode, parseNumber } from '../register/number.js';
import { TenantService } from '../tenant/tenant.service.js';
import { APPEAL_MADE, REPORT_ARRIVED } from './report.events.js';
import { Appeal, Report } from './report.entity.js';
import type { ReportInput, ReportView, SentReport } from './report.graphql.js';
import { canOpenReport, canReport } from './report.policy.js';
import { VoiceDecisionService } from './voice-decision.service.js';

const MAX_ATTEMPTS = 6;

/** What people report, with its receipt, its answer and their appeal. */
@Injectable()
export class ReportService {
  constructor(
    private readonly em: EntityManager,
    private readonly standing: StandingService,
    private readonly tenants: TenantService,
    private readonly decisions: VoiceDecisionService,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Takes a report in and answers number and code of its receipt; the same id again changes nothing.
   * Throws `contribution.not-found`, `comment.not-found`, `input.invalid`.
   */
  async report({ id, kind, subject, ground, text, email }: ReportInput): Promise<SentReport> {
    authorize(canReport, null);
    const known = await this.em.findOne(Report, { id });
    if (known) return { number: known.number, code: codeFor(id) };
    const voice = await this.standing.toDecide(kind, subject);
    if (voice.said.standing !== 'shown') throw notFound(kind);
    if (!text.trim()) throw invalid('text', 'report.text-missing');
    if (!text.isWellFormed() || text.includes('\u0000')) throw invalid('text', 'input.unreadable-letters');
    const made = this.em.create(Report, {
      ...{ id, procedureId: voice.contribution.procedureId, kind, subjectId: voice.said.id, ground, text },
      ...{ number: await this.freeNumber(id), email: email?.trim() || null, reportedAt: current.receivedAt },
    } as never);
    this.em.persist(made);
    const { procedureId: scopeId, number } = made;
    this.journal.note('report.arrived', {
      ...{ scopeId, subjectId: id, isByPublic: true },
      after: { number, ground, kind },
    });
    await this.outbox.add(REPORT_ARRIVED, { reportId: id });
    return { number, code: codeFor(id) };
  }

  /** A report for who holds number and code. Throws `report.not-found` for every wrong pair. */
  async open(number: string, code: string): Promise<ReportView> {
    const report = await this.held(number, code);
    const appeal = await this.em.findOne(Appeal, { reportId: report.id });
    return {
      ...{ isDisclosed: true, number: report.number, code: codeFor(report.id), ground: report.ground },
      ...{ text: report.text, outcome: report.outcome ?? null, answer: report.answer ?? null },
      reportedAt: report.reportedAt.toISOString(),
      decidedAt: report.decidedAt?.toISOString() ?? null,
      reasons: report.decisionId ? await this.decisions.reasonsBy(report.decisionId) : null,
      canAppeal: report.outcome === 'kept' && !appeal,
      appeal: appeal && { isDisclosed: true, text: appeal.text, answer: appeal.answer ?? null },
      reversal: await this.reversalOf(report),
    };
  }

  /** Appeals against what was decided about a report, once. Throws `report.not-found`, `appeal.not-possible`. */
  async appeal(number: string, code: string, text: string): Promise<ReportView> {
    const report = await this.held(number, code);
    const known = await this.em.findOne(Appeal, { reportId: report.id });
    if (report.outcome !== 'kept' || known) throw new Problem('appeal.not-possible');
    if (!text.trim()) throw invalid('text', 'report.text-missing');
    const { procedureId, kind, subjectId, decidedBy } = report;
    const made = this.em.create(Appeal, {
      ...{ procedureId, kind, subjectId, reportId: report.id, text },
      ...{ madeAt: clock.now(), against: decidedBy! },
    } as never);
    await this.em.persist(made).flush();
    this.journal.note('appeal.made', {
      ...{ scopeId: procedureId, subjectId: made.id, isByPublic: true },
      after: { number: report.number, by: 'reporter' },
    });
    await this.outbox.add(APPEAL_MADE, { appealId: made.id });
    return this.open(number, code);
  }

  /** What was said to the author whose appeal was right, where a report had led to hiding. */
  private async reversalOf({ subjectId, outcome }: Report): Promise<string | null> {
    if (outcome !== 'hidden') return null;
    const right = { subjectId, reportId: null, outcome: 'shown' as const };
    return (await this.em.findOne(Appeal, right))?.answer ?? null;
  }

  private async held(number: string, code: string): Promise<Report> {
    const spoken = parseNumber(number);
    const report = spoken ? await this.em.findOne(Report, { number: spoken }) : null;
    const right = report ? codeFor(report.id) : codeOf('nobody');
    authorize(canOpenReport, { given: parseCode(code) ?? '', right }, 'report');
    if (!report) throw notFound('report');
    return report;
  }

  private async freeNumber(id: string): Promise<string> {
    const town = await this.tenants.codeOf(current.tenantId);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const number = numberOf(town, `report|${current.tenantId}|${id}`, attempt);
      if (!(await this.em.count(Report, { number }))) return number;
    }
    throw new Error('No free receipt number was found.');
  }
}

/** What opens a report together with its number. */
export const codeFor = (id: string): string => codeOf(`report|${current.tenantId}|${id}`);
