import { EntityManager } from '@mikro-orm/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { VoiceReceiptService } from '../contribution/voice-receipt.service.js';
import { clock } from '../platform/clock.js';
import { listen } from '../platform/jobs.js';
import { Outbox } from '../platform/outbox.js';
import { Procedure } from '../procedure/procedure.entity.js';
import { DialoguePost } from './dialogue-post.js';
import { foundInWords, groundInWords, WARNING } from './reasons.words.js';
import {
  APPEAL_DECIDED,
  REASONS_MAILED,
  REPORT_ARRIVED,
  REPORT_DECIDED,
  VOICE_DECIDED,
} from './report.events.js';
import { Appeal, Report } from './report.entity.js';
import { codeFor } from './report.service.js';
import { VoiceDecision } from './voice-decision.entity.js';

/** What is told to who reported, to the author and to who appealed, where an address was given (Art. 16 (5), 17 DSA). */
@Injectable()
export class ReportPost implements OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly post: DialoguePost,
    private readonly receipts: VoiceReceiptService,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    listen(REPORT_ARRIVED, 'mail-report-arrived', ({ payload }) => this.arrived(payload.reportId!));
    listen(REPORT_DECIDED, 'mail-report', ({ payload }) => this.report(payload.reportId!));
    listen(VOICE_DECIDED, 'mail-author', ({ payload }) => this.author(payload.decisionId!));
    listen(APPEAL_DECIDED, 'mail-appeal', ({ payload }) => this.appeal(payload.appealId!));
  }

  /** That it has arrived, where an address was given (Art. 16 (4) DSA). */
  private async arrived(id: string): Promise<void> {
    const { email, number, text } = await this.em.findOneOrFail(Report, { id });
    await this.post.send(email ?? null, `Ihre Meldung ${number} ist eingegangen`, async (home) => [
      'danke für Ihre Meldung. Ein Mensch sieht sie sich an; was er entscheidet und warum, schreiben wir Ihnen.',
      `Sie schrieben: ${text}`,
      `Der Stand Ihrer Meldung:\n${home}/meldung/${number}/${codeFor(id)}`,
    ]);
  }

  private async report(id: string): Promise<void> {
    const { email, number, outcome, answer } = await this.em.findOneOrFail(Report, { id });
    await this.post.send(email ?? null, `Ihre Meldung ${number}`, async (home) => [
      outcome === 'hidden'
        ? 'danke für Ihre Meldung. Was Sie gemeldet haben, wird so nicht mehr gezeigt.'
        : 'danke für Ihre Meldung. Wir haben sie geprüft; was Sie gemeldet haben, bleibt stehen.',
      `Unser Grund: ${answer ?? ''}`,
      'Ein Mensch hat entschieden, kein Programm.',
      `Ihre Meldung, und der Weg zu einer Beschwerde:\n${home}/meldung/${number}/${codeFor(id)}`,
    ]);
  }

  /** The statement of reasons: what was restricted, for how long, the facts, how it was found, the ground, how to appeal. */
  private async author(decisionId: string): Promise<void> {
    const decision = await this.em.findOneOrFail(VoiceDecision, { id: decisionId });
    const { kind, subjectId, procedureId, outcome, basis, provision, reason } = decision;
    if (outcome === 'kept' || decision.mailedAt) return;
    const { number, code } = await this.receipts.authorOf(kind, subjectId);
    const what = kind === 'comment' ? 'Kommentar' : 'Beitrag';
    const { slug } = await this.em.findOneOrFail(Procedure, { id: procedureId });
    const isSent = await this.post.send(
      await this.post.addressOf(kind, subjectId),
      `Ihr ${what} ${number}`,
      async (home) => [
        outcome === 'hidden'
          ? `Ihr ${what} ${number} wird im Dialog nicht mehr gezeigt, und zwar auf Dauer.`
          : `aus Ihrem ${what} ${number} haben wir Wörter entfernt, und zwar auf Dauer.`,
        `Unser Grund: ${reason}`,
        groundInWords(basis!, provision!, home),
        foundInWords(decision),
        ...(decision.isWarning ? [WARNING] : []),
        `Sind Sie anderer Meinung? Eine andere Person entscheidet dann noch einmal:\n${home}/verfahren/${slug}/dialog/quittung/${number}/${code}`,
        'Der Rechtsweg steht Ihnen offen.',
      ],
    );
    if (!isSent) return;
    this.em.assign(decision, { mailedAt: clock.now() });
    await this.outbox.add(REASONS_MAILED, { decisionId });
  }

  private async appeal(id: string): Promise<void> {
    const { reportId, kind, subjectId, outcome, answer } = await this.em.findOneOrFail(Appeal, { id });
    const report = reportId ? await this.em.findOneOrFail(Report, { id: reportId }) : null;
    const { number } = report ?? (await this.receipts.authorOf(kind, subjectId));
    const to = report ? (report.email ?? null) : await this.post.addressOf(kind, subjectId);
    await this.post.send(to, `Ihre Beschwerde zu ${number}`, async () => [
      'eine andere Person hat über Ihre Beschwerde entschieden.',
      outcome === 'shown' ? 'Der Text wird gezeigt.' : 'Der Text wird nicht gezeigt.',
      `Der Grund: ${answer ?? ''}`,
    ]);
    if (!reportId && outcome === 'shown') await this.tellReporters(subjectId, answer ?? '');
  }

  /** Whoever had reported what was hidden, and is shown again after its author appealed. */
  private async tellReporters(subjectId: string, answer: string): Promise<void> {
    for (const { id, email, number } of await this.em.find(Report, { subjectId, outcome: 'hidden' }))
      await this.post.send(email ?? null, `Ihre Meldung ${number}`, async (home) => [
        'wer geschrieben hat, was Sie gemeldet haben, hat sich beschwert. Eine andere Person hat anders entschieden: Der Text wird wieder gezeigt.',
        `Der Grund: ${answer}`,
        `Ihre Meldung:\n${home}/meldung/${number}/${codeFor(id)}`,
      ]);
  }
}
