import type { ResultOf } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

import type { WeighingPage } from './weigh.graphql.ts';

/** Everything that the page of one statement shows. */
export type Weighing = ResultOf<typeof WeighingPage>['weighing'];
export type Section = Weighing['sections'][number];

/** A piece of the statement's text; `id` names the section that it belongs to. */
interface Piece {
  text: string;
  id: string | null;
}

/** The text in pieces, so that the points in it can be shown as marked; of overlapping ones the first counts. */
export function piecesOf(text: string, sections: Section[]): Piece[] {
  const plain = text.replaceAll('\r\n', '\n');
  const marks = sections
    .filter(({ quote }) => quote !== null)
    .map(({ id, quote }) => ({ id, from: plain.indexOf(quote!), to: plain.indexOf(quote!) + quote!.length }))
    .sort((a, b) => a.from - b.from);
  const pieces: Piece[] = [];
  let at = 0;
  for (const { id, from, to } of marks) {
    if (from < at) continue;
    pieces.push({ text: plain.slice(at, from), id: null }, { text: plain.slice(from, to), id });
    at = to;
  }
  return [...pieces, { text: plain.slice(at), id: null }].filter((piece) => piece.text);
}

/** Words that may be put into a recommendation: the town's blocks, and what was said to similar statements. */
export const insertable = ({ blocks, similar }: Weighing) => [
  { value: '', label: m.weigh_block_none(), text: '' },
  ...blocks.map(({ id, title, text }) => ({ value: id, label: title, text, group: m.weigh_block_group() })),
  ...similar.flatMap(({ number, recommendation }) =>
    recommendation
      ? [
          {
            value: number,
            label: `${number}: ${recommendation.slice(0, 60)}`,
            text: recommendation,
            group: m.weigh_similar_group(),
          },
        ]
      : [],
  ),
];

/** The paragraphs of the plan, those that have changed first. */
export const paragraphOptions = ({ paragraphs }: Weighing) => [
  { value: '', label: m.weigh_paragraph_none() },
  ...[true, false].flatMap((isChanged) =>
    paragraphs
      .filter((paragraph) => paragraph.isChanged === isChanged)
      .map(({ id, text, number, begins }) => ({
        value: id,
        label: m.weigh_paragraph_option({ text, number, begins: begins.slice(0, 50) }),
        group: isChanged ? m.weigh_paragraphs_changed() : m.weigh_paragraphs_same(),
      })),
  ),
];

/** Words with one blank line between what was there and what is added. */
export const joined = (before: string, added: string): string =>
  [before.trimEnd(), added].filter(Boolean).join('\n\n');

/** The words of two versions: what only the older one has, what only the newer one has, what both have. */
export function compared(
  older: string,
  newer: string,
): { kind: 'same' | 'added' | 'removed'; text: string }[] {
  const [was, is] = [wordsOf(older), wordsOf(newer)];
  const common = longest(was, is);
  const parts: { kind: 'same' | 'added' | 'removed'; text: string }[] = [];
  const push = (kind: 'same' | 'added' | 'removed', text: string) => {
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += text;
    else parts.push({ kind, text });
  };
  let [i, j] = [0, 0];
  while (i < was.length || j < is.length) {
    if (i < was.length && j < is.length && was[i] === is[j]) {
      push('same', is[j]!);
      [i, j] = [i + 1, j + 1];
    } else if (i < was.length && (j >= is.length || common[i + 1]![j]! >= common[i]![j + 1]!))
      push('removed', was[i++]!);
    else push('added', is[j++]!);
  }
  return parts;
}

const wordsOf = (text: string): string[] => text.match(/\s+|\S+/g) ?? [];

/** How many words two lists have in common in the same order, from each pair of places on. */
function longest(was: string[], is: string[]): number[][] {
  const table = Array.from({ length: was.length + 1 }, () => new Array<number>(is.length + 1).fill(0));
  for (let i = was.length - 1; i >= 0; i -= 1)
    for (let j = is.length - 1; j >= 0; j -= 1)
      table[i]![j] =
        was[i] === is[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
  return table;
}
