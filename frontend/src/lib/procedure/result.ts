import { m } from '#lib/paraglide/messages.js';

/** What became of one point of a statement. */
export interface ResultPart {
  quote: string | null;
  summary: string | null;
  recommended: { outcome: string; text: string } | null;
  outcome: string;
  text: string;
  change: ResultChange | null;
}

export interface ResultChange {
  text: string;
  number: number;
  before: { version: number; text: string };
  after: { version: number; text: string } | null;
}

export interface ResultFigures {
  total: number;
  answered: number;
  outcomes: Record<string, number>;
}

export const RESULT_OUTCOMES = [
  'followed',
  'already-followed',
  'partly-followed',
  'not-followed',
  'working-group',
  'noted',
];

/** The shares of the bar, in words: what belongs together stands together. */
export function sharesOf({ outcomes, answered }: ResultFigures) {
  const count = (...kinds: string[]) => kinds.reduce((all, kind) => all + (outcomes[kind] ?? 0), 0);
  return [
    { kind: 'followed', label: m.result_share_followed(), count: count('followed', 'already-followed') },
    { kind: 'partly', label: m.result_share_partly(), count: count('partly-followed', 'working-group') },
    { kind: 'refused', label: m.result_share_not(), count: count('not-followed') },
    { kind: 'noted', label: m.result_share_noted(), count: count('noted') },
  ].map((share) => ({ ...share, percent: answered ? Math.round((share.count / answered) * 100) : 0 }));
}

/** A topic of the result in words: a paragraph, a document, a place, or the whole plan. */
export function resultTopicInWords(topic: string): string {
  const [kind, name = '', number = ''] = topic.split('|');
  if (kind === 'absatz') return m.result_topic_paragraph({ text: name, number });
  if (kind === 'unterlage') return m.result_topic_document({ text: name });
  if (kind === 'ort') return name ? m.result_topic_place({ name }) : m.result_topic_map();
  return m.about_whole();
}
