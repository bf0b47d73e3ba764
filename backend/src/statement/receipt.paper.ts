import { Injectable } from '@nestjs/common';

import { pdf, type Content } from '../platform/pdf.js';
import type { Tenant } from '../tenant/tenant.entity.js';
import { townAddress } from '../tenant/tenant.service.js';
import { aboutInWords } from './about.words.js';
import type { StatementType } from './statement.graphql.js';

/** The receipt on paper and in a mail, in German: what arrived, when, in time or late, how to check it. */
@Injectable()
export class ReceiptPaper {
  /** The receipt as PDF on A4, with the whole text (§ 3a (5) VwVfG: a copy afterwards). */
  pdf(statement: StatementType, tenant: Tenant): Promise<Buffer> {
    const files = statement.files.map(({ name, size, sha256 }) => [name, bytes(size), sha256]);
    const content: Content[] = [
      { text: tenant.fullName, style: 'quiet' },
      { text: 'Eingangsbestätigung', style: 'title' },
      { text: statement.number, style: 'number' },
      { text: arrivedInWords(statement) },
      {
        margin: [0, 12, 0, 0],
        columns: [
          { width: 130, text: 'Verfahren\nBezug\nEingangsweg\nPrüfcode' },
          {
            text: `${statement.procedureTitle}\n${aboutInWords(statement.about)}\n${CHANNEL[statement.channel]}\n${statement.code}`,
          },
        ],
      },
      { text: 'Ihr Text', style: 'heading' },
      { text: statement.text },
      ...(files.length
        ? [
            { text: 'Ihre Dateien', style: 'heading' },
            {
              fontSize: 8,
              table: { widths: ['*', 'auto', 'auto'], body: [['Name', 'Größe', 'SHA-256'], ...files] },
            },
          ]
        : []),
      { text: 'So können Sie diese Bestätigung prüfen', style: 'heading' },
      {
        text: `Geben Sie Nummer und Prüfcode auf ${addressOf(tenant)}/pruefen ein, oder laden Sie dort die JSON-Datei der Bestätigung hoch. Unter ${addressOf(tenant)}/quittung steht später auch die Antwort auf Ihre Stellungnahme.`,
      },
      { text: 'Signatur', style: 'heading' },
      { text: signatureOf(statement), fontSize: 6 },
    ];
    return pdf(
      `Eingangsbestätigung ${statement.number}`,
      content,
      `${tenant.fullName} · ${statement.number}`,
    );
  }

  /** The text of the mail. */
  mail(statement: StatementType, tenant: Tenant): string {
    return [
      'Guten Tag,',
      `Ihre Stellungnahme zu „${statement.procedureTitle}“ ist bei uns eingegangen.`,
      `${arrivedInWords(statement)}\n\nNummer: ${statement.number}\nPrüfcode: ${statement.code}`,
      `Stand und Antwort: ${addressOf(tenant)}/quittung/${statement.number}/${statement.code}`,
      `Bewahren Sie diese Nachricht auf. Nummer und Prüfcode genügen, um die Bestätigung zu prüfen: ${addressOf(tenant)}/pruefen`,
      `Ihr Text:\n\n${statement.text}`,
      `Freundliche Grüße\n${tenant.contact.name}\n${tenant.fullName}`,
    ].join('\n\n');
  }
}

const CHANNEL: Record<string, string> = {
  web: 'Beteiligungsportal',
  mail: 'E-Mail',
  letter: 'Brief',
  minutes: 'Niederschrift',
  dialogue: 'Dialog',
};

/** „Eingegangen am Montag, 23. November 2026 um 14:03:22 Uhr, fristgerecht.“ in Berlin's time. */
export function arrivedInWords({ receivedAt, isLate }: Pick<StatementType, 'receivedAt' | 'isLate'>): string {
  const at = new Date(receivedAt);
  const day = at.toLocaleDateString('de-DE', { dateStyle: 'full', timeZone: 'Europe/Berlin' });
  const time = at.toLocaleTimeString('de-DE', { timeStyle: 'medium', timeZone: 'Europe/Berlin' });

  return `Eingegangen am ${day} um ${time} Uhr, ${isLate ? 'nach Ablauf der Frist' : 'fristgerecht'}.`;
}

const addressOf = ({ slug }: Tenant): string => townAddress(slug);

const bytes = (size: number) => `${Math.ceil(size / 1024).toLocaleString('de-DE')} kB`;
const signatureOf = ({ receiptJson }: StatementType) =>
  (JSON.parse(receiptJson) as { receipt: string }).receipt;
