import { berlinIso } from '../procedure/calendar.js';
import { aboutInWords } from '../statement/about.words.js';

/** What is read of one statement, and of its sender where names were asked for. */
export interface ExportRow {
  id: string;
  /** Local time in Berlin with its offset, as `berlinIso` says it; the database is a hundred times as quick. */
  receivedAt: string;
  number: string;
  procedure: string;
  channel: string;
  isLate: boolean;
  about: object;
  text: string;
  files: { name: string }[];
  withdrawnAt: string | null;
  outcome: string | null;
  answer: string | null;
  decidedOn: string | null;
  assignee: string | null;
  dueOn: string | null;
  author?: (string | null)[];
}

export const COLUMNS = `s.id, p.title as procedure, s.number, s.channel, s.is_late as "isLate", s.about, s.text, s.files,
  to_char(s.received_at at time zone 'Europe/Berlin', 'YYYY-MM-DD"T"HH24:MI:SS.MS') || case
    when (s.received_at at time zone 'Europe/Berlin') - (s.received_at at time zone 'UTC') = interval '2 hours'
    then '+02:00' else '+01:00' end as "receivedAt",
  to_json(s.withdrawn_at) #>> '{}' as "withdrawnAt", a.outcome, a.text as answer, a.decided_on as "decidedOn",
  (select name from account where id = w.assignee_id) as assignee, w.due_on as "dueOn"`;

/** Their senders too; only whoever may see them asks with it. */
export const AUTHORS = `, (select json_build_array(i.name, i.organisation, i.street, i.postcode, i.place, i.email, i.answer_by)
  from statement_identity i where i.tenant_id = s.tenant_id and i.id = s.id and not s.is_anonymous) as author`;

const HEADS = [
  ...[
    'Nummer',
    'Verfahren',
    'Eingang',
    'Eingangsweg',
    'Frist',
    'Wozu',
    'Stellungnahme',
    'Anhänge',
    'Zurückgezogen',
  ],
  ...['Ergebnis', 'Begründung', 'Entschieden am', 'Bearbeitung', 'Erledigen bis'],
];
const AUTHOR_HEADS = ['Name', 'Organisation', 'Straße', 'PLZ', 'Ort', 'E-Mail', 'Antwort per'];

const WORDS: Record<string, string> = {
  ...{ web: 'Portal', mail: 'E-Mail', letter: 'Brief', minutes: 'Niederschrift', dialogue: 'Dialog' },
  ...{ followed: 'gefolgt', 'already-followed': 'bereits berücksichtigt', 'not-followed': 'nicht gefolgt' },
  ...{
    'partly-followed': 'teilweise gefolgt',
    'working-group': 'wird weiter beraten',
    noted: 'zur Kenntnis genommen',
  },
  ...{ email: 'E-Mail', post: 'Brief', none: 'keine Antwort gewünscht' },
};
const inWords = (word: string | null | undefined) => WORDS[word ?? ''] ?? word ?? '';

export const headsOf = (hasAuthors: boolean): string[] => (hasAuthors ? [...HEADS, ...AUTHOR_HEADS] : HEADS);

/** One statement as the cells of a line; times as local time in Berlin with its offset. */
export function cellsOf(row: ExportRow, hasAuthors: boolean): string[] {
  const cells = [
    ...[row.number, row.procedure, row.receivedAt, inWords(row.channel)],
    ...[row.isLate ? 'nach Ablauf' : 'fristgerecht', aboutInWords(row.about), row.text],
    row.files.map(({ name }) => name).join(', '),
    row.withdrawnAt ? berlinIso(new Date(row.withdrawnAt)) : '',
    ...[inWords(row.outcome), row.answer ?? '', row.decidedOn ?? '', row.assignee ?? '', row.dueOn ?? ''],
  ];
  if (!hasAuthors) return cells;
  const [answerBy, ...known] = [...(row.author ?? Array<null>(7).fill(null))].reverse();
  return [...cells, ...known.reverse().map((value) => value ?? ''), inWords(answerBy)];
}
