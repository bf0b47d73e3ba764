import { Injectable } from '@nestjs/common';

import { env } from '../platform/env.js';
import { lettersPdf, type Content, type LetterPage } from '../platform/letter.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import type { Statement, StatementIdentity } from '../statement/statement.entity.js';
import type { Tenant } from '../tenant/tenant.entity.js';
import type { Answer, AnswerPart, WholeOutcome } from './answer.entity.js';

/** What a letter or a mail with the answer is made of. */
export interface AnswerToSend {
  tenant: Tenant;
  procedure: Procedure;
  statement: Pick<Statement, 'number' | 'receivedAt'>;
  identity: StatementIdentity | null;
  answer: Answer;
  /** Opens the receipt together with the number. */
  code: string;
}

const OUTCOME: Record<WholeOutcome, string> = {
  followed: 'Ihrer Stellungnahme wird gefolgt.',
  'already-followed': 'Was Sie anregen, ist in der Planung schon enthalten.',
  'partly-followed': 'Ihrer Stellungnahme wird zum Teil gefolgt.',
  'not-followed': 'Ihrer Stellungnahme wird nicht gefolgt.',
  'working-group': 'Ihre Stellungnahme wird in einer Arbeitsgruppe weiter beraten.',
  noted: 'Ihre Stellungnahme wird zur Kenntnis genommen.',
};

const POINT: Record<WholeOutcome, string> = {
  ...OUTCOME,
  followed: 'Diesem Punkt wird gefolgt.',
  'not-followed': 'Diesem Punkt wird nicht gefolgt.',
  'working-group': 'Dieser Punkt wird in einer Arbeitsgruppe weiter beraten.',
  noted: 'Dieser Punkt wird zur Kenntnis genommen.',
};

/** The answer to the sender of a statement, as a letter in a window envelope (DIN 5008, form B) and as a mail. */
@Injectable()
export class AnswerPaper {
  subject({ procedure }: AnswerToSend): string {
    return `Ergebnis zu Ihrer Stellungnahme: ${procedure.title}`;
  }

  /** Letters to one or many, in their order. */
  letters(sent: AnswerToSend[], day: string): Promise<Buffer> {
    return lettersPdf(sent.map((one) => this.letter(one, day)));
  }

  private letter(sent: AnswerToSend, day: string): LetterPage {
    const { tenant, statement, procedure, identity } = sent;
    const { contact } = procedure;
    const body = this.said(sent).map((part): Content => ({ ...part, margin: [0, 0, 0, 9] }));
    return {
      title: `Antwort ${statement.number}`,
      head: tenant.fullName,
      from: [tenant.fullName, tenant.contact.street, placeOf(tenant.contact)].filter(Boolean).join(' · '),
      to: [
        identity?.organisation,
        identity?.name,
        identity?.street,
        [identity?.postcode, identity?.place].filter(Boolean).join(' '),
      ].filter((line): line is string => Boolean(line)),
      facts: [
        ['Nummer', statement.number],
        ['Es antwortet', contact.name],
        ['Telefon', contact.phone],
        ['E-Mail', contact.mail],
        ['Datum', inWords(day)],
      ],
      subject: this.subject(sent),
      body: [{ text: greeting(identity), margin: [0, 0, 0, 9] }, ...body],
      foot: tenant.fullName,
    };
  }

  mail(sent: AnswerToSend): string {
    const text = this.said(sent).map(({ text: words }) => words);
    return [greeting(sent.identity), ...text].join('\n\n');
  }

  private said({
    answer,
    procedure,
    statement,
    tenant,
    code,
  }: AnswerToSend): { text: string; bold?: true }[] {
    const arrived = statement.receivedAt.toLocaleDateString('de-DE', {
      dateStyle: 'long',
      timeZone: 'Europe/Berlin',
    });
    const parts = answer.parts ?? [];
    const isOne = parts.length < 2;
    const { protocol, host } = new URL(env.ORIGIN);
    const portal = `${protocol}//${tenant.slug}.${host}`;
    const law = procedure.participationAt(statement.receivedAt)?.lawProfile.startsWith('baugb')
      ? ' Damit teilen wir Ihnen das Ergebnis der Prüfung mit (§ 3 Abs. 2 Satz 6 Baugesetzbuch).'
      : '';
    return [
      {
        text: `Ihre Stellungnahme vom ${arrived} wurde geprüft. Darüber wurde am ${inWords(answer.decidedOn)} entschieden (${answer.body}).${law}`,
      },
      { text: OUTCOME[answer.outcome], bold: true },
      ...(isOne
        ? [{ text: answer.text }, ...changeOf(parts[0])]
        : parts.flatMap((part, index) => pointOf(part, index + 1))),
      {
        text: `Was aus allen Stellungnahmen wurde, steht unter ${portal}/verfahren/${procedure.slug}/ergebnis. Ihre eigene finden Sie unter ${portal}/quittung/${statement.number}/${code}.`,
      },
      ...(tenant.defaults.answerClosing ? [{ text: tenant.defaults.answerClosing }] : []),
      { text: `Mit freundlichen Grüßen\n\n${procedure.contact.name}\n${tenant.fullName}` },
    ];
  }
}

const pointOf = (part: AnswerPart, number: number): { text: string; bold?: true }[] => [
  { text: `${number}. ${part.quote ? `„${part.quote}“` : 'Zu Ihrer Stellungnahme im Ganzen'}`, bold: true },
  { text: `${POINT[part.outcome]} ${part.text}` },
  ...changeOf(part),
];

function changeOf(part: AnswerPart | undefined): { text: string }[] {
  if (!part?.change?.after) return [];
  const { text, number, before, after } = part.change;
  const now = after.text ? `„${after.text}“` : 'Der Absatz entfällt.';
  return [
    {
      text: `Geändert wurde ${text}, Absatz ${number}.\nBisher: „${before.text || 'noch nicht enthalten'}“\nJetzt: ${now}`,
    },
  ];
}

const greeting = (identity: StatementIdentity | null) =>
  identity?.name ? `Guten Tag, ${identity.name},` : 'Guten Tag,';

const placeOf = ({ postcode, place }: { postcode?: string; place?: string }) =>
  [postcode, place].filter(Boolean).join(' ');

const inWords = (day: string) =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString('de-DE', { dateStyle: 'long', timeZone: 'Europe/Berlin' });
