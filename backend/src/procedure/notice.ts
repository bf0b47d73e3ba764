import type { Procedure } from './procedure.entity.js';

/** What a notice is written from. Days are written out, `address` is the whole address of the procedure's page. */
export interface NoticeFacts {
  town: string;
  address: string;
  from: string;
  to: string;
  /** What the town lets stand below every notice. */
  footer: string;
}

/** What a notice under § 3 (2) s. 4 BauGB has to say, each with where the law says so. */
export const NOTICE_PARTS = [
  'address',
  'period',
  'environment',
  'in-time',
  'electronic',
  'late',
  'access',
] as const;
export type NoticePart = (typeof NOTICE_PARTS)[number];

export const NOTICE_PARAGRAPHS: Record<NoticePart, string> = {
  address: '§ 3 Abs. 2 Satz 4 BauGB',
  period: '§ 3 Abs. 2 Satz 4 BauGB',
  environment: '§ 3 Abs. 2 Satz 4 BauGB',
  'in-time': '§ 3 Abs. 2 Satz 4 Nr. 1 BauGB',
  electronic: '§ 3 Abs. 2 Satz 4 Nr. 2 BauGB',
  late: '§ 3 Abs. 2 Satz 4 Nr. 3 BauGB',
  access: '§ 3 Abs. 2 Satz 4 Nr. 4 BauGB',
};

/** The text that is proposed: everything that the law asks for, from what is known of the procedure. Markdown. */
export function proposedNotice(
  procedure: Procedure,
  { town, address, from, to, footer }: NoticeFacts,
): string {
  const { title, otherWays, otherAccess, contact } = procedure;
  return `# Bekanntmachung der ${town}: Veröffentlichung des Entwurfs „${plain(title)}“

Der Entwurf „${plain(title)}“ mit seiner Begründung und den wesentlichen bereits vorliegenden umweltbezogenen Stellungnahmen wird nach § 3 Abs. 2 BauGB im Internet veröffentlicht.

## Dauer und Internetadresse

Die Unterlagen sind vom ${from} bis einschließlich ${to} veröffentlicht unter ${address}. Ein Konto oder eine Anmeldung ist nicht nötig. Die Bekanntmachung und die Unterlagen sind auch über das zentrale Internetportal des Landes zugänglich.

## Welche umweltbezogenen Informationen vorliegen

Folgende Arten umweltbezogener Informationen sind verfügbar: Umweltbericht zu den Themen Mensch, Tiere, Pflanzen, Fläche, Boden, Wasser, Klima, Luft, Landschaft und Kulturgüter.

## Hinweise

- Stellungnahmen können während der Dauer der Veröffentlichungsfrist abgegeben werden.
- Stellungnahmen sollen elektronisch übermittelt werden, am einfachsten über das Formular unter ${address} oder per E-Mail an ${contact.mail}. Bei Bedarf können sie auch auf anderem Weg abgegeben werden: schriftlich an ${otherWays.post}, oder zur Niederschrift: ${otherWays.inPerson}.
- Nicht fristgerecht abgegebene Stellungnahmen können bei der Beschlussfassung über den Bauleitplan unberücksichtigt bleiben (§ 4a Abs. 5 BauGB).
- Andere leicht zu erreichende Zugangsmöglichkeit: ${otherAccess}

${town}, ${contact.role || contact.name}
${footer && `\n${footer}\n`}`;
}

/** Which of the parts a notice does not have. A part is looked for by the words that no wording of it can do without. */
export function missingIn(
  notice: string,
  procedure: Procedure,
  { address, from, to }: NoticeFacts,
): NoticePart[] {
  const has: Record<NoticePart, boolean> = {
    address: notice.includes(address),
    period: notice.includes(from) && notice.includes(to),
    environment: /umwelt/i.test(notice),
    'in-time': /während der (Dauer der )?(Veröffentlichungs|Auslegungs)?frist|innerhalb der/i.test(notice),
    electronic: /elektronisch/i.test(notice) && /anderem Weg|schriftlich|Niederschrift/i.test(notice),
    late: /unberücksichtigt/i.test(notice),
    access: procedure.otherAccess !== '' && notice.includes(procedure.otherAccess),
  };
  return NOTICE_PARTS.filter((part) => !has[part]);
}

/** A title without the quotation marks that would stand within others. */
const plain = (title: string): string => title.replaceAll(/[„“"]/g, '');
