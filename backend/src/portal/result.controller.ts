import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { pdf, type Content } from '../platform/pdf.js';
import type { AnswerPart, PlanChange } from '../weighing/answer.entity.js';
import { ProcedureQueries } from './procedure.queries.js';
import { ResultQueries } from './result.queries.js';
import type { Weighed } from './result.graphql.js';

const MAX_VOICES = 2_000;

/** The public result as a document, for the file and for print. */
@Controller('api/procedures')
export class ResultController {
  constructor(
    private readonly queries: ResultQueries,
    private readonly procedures: ProcedureQueries,
  ) {}

  @Get(':slug/result.pdf')
  async result(
    @Param('slug') slug: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { title, townName } = await this.procedures.procedure(slug);
    const { figures, decisions, nodes, total } = await this.queries.result(
      { procedure: slug, page: 1 },
      MAX_VOICES,
    );
    const counts = figures as Figures;
    const content: Content[] = [
      { text: townName, style: 'quiet' },
      { text: 'Was aus den Stellungnahmen wurde', style: 'title' },
      { text: title, bold: true },
      { text: `${counts.total} Stellungnahmen, ${counts.answered} davon entschieden.`, margin: [0, 8, 0, 4] },
      {
        ul: Object.entries(counts.outcomes).map(
          ([outcome, count]) => `${WORDS[outcome] ?? outcome}: ${count}`,
        ),
      },
      { ul: (decisions as Decided[]).map(decidedInWords), margin: [0, 8, 0, 0] },
      ...[...Map.groupBy(nodes, ({ topic }) => topic)].flatMap(([topic, voices]): Content[] => [
        { text: topicInWords(topic), style: 'heading' },
        ...voices.flatMap(voiceOf),
      ]),
      ...(total > nodes.length ? [{ text: `Die ersten ${nodes.length} von ${total}.`, style: 'quiet' }] : []),
    ];
    void reply.headers({
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="Ergebnis-${slug.replace(/[^0-9A-Za-z.-]/g, '')}.pdf"`,
      'cache-control': 'public, max-age=60',
      'x-content-type-options': 'nosniff',
    });
    return pdf(`Ergebnis: ${title}`, content, `${townName} · ${title}`.slice(0, 90));
  }
}

interface Figures {
  total: number;
  answered: number;
  outcomes: Record<string, number>;
}

interface Decided {
  decidedOn: string;
  body: string;
  count: number;
}

const WORDS: Record<string, string> = {
  followed: 'Gefolgt',
  'already-followed': 'Schon berücksichtigt',
  'partly-followed': 'Zum Teil gefolgt',
  'not-followed': 'Nicht gefolgt',
  'working-group': 'In eine Arbeitsgruppe',
  noted: 'Zur Kenntnis genommen',
};

const decidedInWords = ({ decidedOn, body, count }: Decided) => `${dayInWords(decidedOn)}, ${body}: ${count}`;

const dayInWords = (day: string) =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString('de-DE', { dateStyle: 'long', timeZone: 'Europe/Berlin' });

function topicInWords(topic: string): string {
  const [kind, name, number] = topic.split('|');
  if (kind === 'absatz') return `${name}, Absatz ${number}`;
  if (kind === 'unterlage') return name!;
  return kind === 'ort' ? name || 'Eine Stelle auf der Karte' : 'Der Plan im Ganzen';
}

const voiceOf = ({ label, authorLabel, text, parts }: Weighed): Content[] => [
  { text: `${label}${authorLabel ? ` · ${authorLabel}` : ''}`, style: 'quiet', margin: [0, 10, 0, 2] },
  ...(text ? [{ text }] : []),
  ...(parts as AnswerPart[]).flatMap(partOf),
];

const partOf = ({ quote, summary, recommended, outcome, text, change }: AnswerPart): Content[] => [
  ...(summary || quote
    ? [{ text: summary ?? `„${quote}“`, italics: true, margin: [0, 4, 0, 0] as Margin }]
    : []),
  ...(recommended
    ? [line('Die Verwaltung empfiehlt', `${WORDS[recommended.outcome]}. ${recommended.text}`)]
    : []),
  line('Beschlossen', `${WORDS[outcome]}.${recommended?.text === text ? '' : ` ${text}`}`),
  ...changeOf(change),
];

const changeOf = (change: PlanChange | null): Content[] =>
  change?.after
    ? [
        line(`${change.text}, Absatz ${change.number}, bisher`, change.before.text || '–'),
        line('Jetzt', change.after.text || 'Der Absatz entfällt.'),
      ]
    : [];

type Margin = [number, number, number, number];

const line = (label: string, words: string): Content => ({
  text: [{ text: `${label}: `, bold: true }, words],
  margin: [0, 2, 0, 2],
});
