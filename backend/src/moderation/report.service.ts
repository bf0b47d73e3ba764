import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { canModerate } from '../contribution/contribution.policy.js';
import { StandingService, type FoundVoice } from '../contribution/standing.service.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { codeOf, numberOf, parseCode, parseNumber } from '../register/number.js';
import { TenantService } from '../tenant/tenant.service.js';
import { REPORT_DECIDED, VOICE_DECIDED } from './report.events.js';
import { Appeal, ModerationClaim, Report } from './report.entity.js';
import type { VoiceDecisionInput, ReportInput, ReportView, SentReport } from './report.graphql.js';
import { canOpenReport, canReport } from './report.policy.js';

const MAX_ATTEMPTS = 6;

/** What people report, and what is decided about it. */
@Injectable()
export class ReportService {
  constructor(
    private readonly em: EntityManager,
    private readonly standing: StandingService,
    private readonly tenants: TenantService,
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
    const voice = await this.standing.find(kind, subject);
    if (voice.said.standing !== 'shown') throw notFound(kind);
    if (!text.trim()) throw invalid('text', 'report.text-missing');
    if (!text.isWellFormed() || text.includes('\u0000')) throw invalid('text', 'input.unreadable-letters');
    const made = this.em.create(Report, {
      ...{ id, procedureId: voice.contribution.procedureId, kind, subjectId: subject, ground, text },
      ...{ number: await this.freeNumber(id), email: email?.trim() || null, reportedAt: current.receivedAt },
    } as never);
    this.em.persist(made);
    return { number: made.number, code: codeFor(id) };
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
      canAppeal: report.outcome === 'kept' && !appeal,
      appeal: appeal && { isDisclosed: true, text: appeal.text, answer: appeal.answer ?? null },
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
      ...{
        procedureId,
        kind,
        subjectId,
        reportId: report.id,
        text,
        madeAt: clock.now(),
        against: decidedBy!,
      },
    } as never);
    await this.em.persist(made).flush();
    return this.open(number, code);
  }

  /**
   * Decides about something that was said: every open report of it is answered with the same words, and so is its author.
   * Throws `contribution.not-found`, `comment.not-found`, `input.invalid`, `moderation.claimed`.
   */
  async decide({ kind, id, decision, reason, redacted, keepFiles }: VoiceDecisionInput): Promise<void> {
    const voice = await this.standing.find(kind, id);
    authorize(canModerate, { id: voice.contribution.procedureId });
    await this.refuseClaimed(id);
    const open = await this.em.find(Report, { subjectId: id, decidedAt: null });
    // What merely waited is shown without a word; every other decision is explained to somebody.
    if (!reason.trim() && (decision !== 'kept' || open.length))
      throw invalid('reason', 'moderation.reason-missing');
    await this.carryOut(voice, { kind, id, decision, reason, redacted, keepFiles });

    for (const report of open) {
      const outcome = decision === 'kept' ? 'kept' : 'hidden';
      const by = {
        decidedAt: clock.now(),
        decidedBy: current.actor.accountId,
        outcome,
        answer: reason.trim(),
      };
      this.em.assign(report, by as Partial<Report>);
      await this.outbox.add(REPORT_DECIDED, { reportId: report.id });
    }
    await this.em.nativeDelete(ModerationClaim, { subjectId: id });
  }

  private async carryOut(
    voice: FoundVoice,
    { kind, id, decision, reason, redacted, keepFiles }: VoiceDecisionInput,
  ) {
    if (decision === 'kept') {
      await this.standing.decide({ kind, id, standing: 'shown' });
      return;
    }
    if (decision === 'redacted')
      await this.standing.redact(voice, { words: redacted ?? '', reason, keepsFiles: keepFiles ?? false });
    else await this.standing.decide({ kind, id, standing: 'hidden', reason });
    await this.outbox.add(VOICE_DECIDED, { kind, id });
  }

  /** Somebody else works on it. Throws `moderation.claimed`. */
  private async refuseClaimed(subjectId: string): Promise<void> {
    const claim = await this.em.findOne(ModerationClaim, { subjectId, until: { $gt: clock.now() } });
    if (claim && claim.accountId !== current.actor.accountId) throw new Problem('moderation.claimed');
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
