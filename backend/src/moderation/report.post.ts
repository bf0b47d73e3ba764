import { EntityManager } from '@mikro-orm/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { VoiceReceiptService } from '../contribution/voice-receipt.service.js';
import type { VoiceKind } from '../contribution/contribution.entity.js';
import { listen } from '../platform/jobs.js';
import { Mail } from '../platform/mail.js';
import { Procedure } from '../procedure/procedure.entity.js';
import { TenantService, townAddress } from '../tenant/tenant.service.js';
import { APPEAL_DECIDED, REPORT_DECIDED, VOICE_DECIDED } from './report.events.js';
import { Appeal, Report } from './report.entity.js';
import { codeFor } from './report.service.js';

/** What is told to who reported, to the author and to who appealed, where an address was given (Art. 16 (5), 17 DSA). */
@Injectable()
export class ReportPost implements OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly mail: Mail,
    private readonly tenants: TenantService,
    private readonly receipts: VoiceReceiptService,
  ) {}

  onModuleInit(): void {
    listen(REPORT_DECIDED, 'mail-report', ({ payload }) => this.report(payload.reportId!));
    listen(VOICE_DECIDED, 'mail-author', ({ payload }) =>
      this.author(payload.kind as VoiceKind, payload.id!),
    );
    listen(APPEAL_DECIDED, 'mail-appeal', ({ payload }) => this.appeal(payload.appealId!));
  }

  private async report(id: string): Promise<void> {
    const { email, number, outcome, answer } = await this.em.findOneOrFail(Report, { id });
    await this.send(email ?? null, `Ihre Meldung ${number}`, async (home) => [
      outcome === 'hidden'
        ? 'danke für Ihre Meldung. Was Sie gemeldet haben, wird so nicht mehr gezeigt.'
        : 'danke für Ihre Meldung. Wir haben sie geprüft; was Sie gemeldet haben, bleibt stehen.',
      `Unser Grund: ${answer ?? ''}`,
      `Ihre Meldung, und der Weg zu einer Beschwerde:\n${home}/meldung/${number}/${codeFor(id)}`,
    ]);
  }

  private async author(kind: VoiceKind, id: string): Promise<void> {
    const { email, number, code, standing, hiddenReason, procedureId } = await this.receipts.authorOf(
      kind,
      id,
    );
    const what = kind === 'comment' ? 'Kommentar' : 'Beitrag';
    await this.send(email, `Ihr ${what} ${number}`, async (home) => {
      const { slug } = await this.em.findOneOrFail(Procedure, { id: procedureId });
      return [
        standing === 'hidden'
          ? `Ihr ${what} ${number} wird im Dialog nicht gezeigt.`
          : `aus Ihrem ${what} ${number} haben wir Wörter entfernt.`,
        `Unser Grund: ${hiddenReason ?? ''}`,
        `Sind Sie anderer Meinung? Eine andere Person entscheidet dann noch einmal:\n${home}/verfahren/${slug}/dialog/quittung/${number}/${code}`,
      ];
    });
  }

  private async appeal(id: string): Promise<void> {
    const { reportId, kind, subjectId, answer } = await this.em.findOneOrFail(Appeal, { id });
    const { number, email } = reportId
      ? await this.em.findOneOrFail(Report, { id: reportId })
      : await this.receipts.authorOf(kind, subjectId);
    await this.send(email ?? null, `Ihre Beschwerde zu ${number}`, async () => [
      'eine andere Person hat über Ihre Beschwerde entschieden.',
      `Ihr Grund: ${answer ?? ''}`,
    ]);
  }

  private async send(
    to: string | null,
    subject: string,
    says: (home: string) => Promise<string[]>,
  ): Promise<void> {
    if (!to) return;
    const town = await this.tenants.own();
    const text = [
      'Guten Tag,',
      ...(await says(townAddress(town.slug))),
      `Freundliche Grüße\n${town.contact.name}\n${town.fullName}`,
    ];
    await this.mail.send({ to, subject, text: text.join('\n\n') });
  }
}
