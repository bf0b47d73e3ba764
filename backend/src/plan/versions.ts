import { randomUUID } from 'node:crypto';

import type { Block, ParagraphBlock } from './blocks.js';
import { wordChanges } from './changes.js';
import { matchParagraphs, type KnownParagraph, type Match } from './identity.js';
import type { VersionBlock } from './plan.entity.js';

type VersionParagraph = Extract<VersionBlock, { kind: 'paragraph' }>;

/** The blocks of a text that is laid out for the first time: every paragraph gets its identity. */
export const firstVersion = (blocks: readonly Block[]): VersionBlock[] =>
  blocks.map((block) =>
    block.kind === 'heading' ? block : { ...block, id: randomUUID(), change: null, diff: null },
  );

/**
 * The blocks of a new version: what stayed keeps its identity, what changed shows it word by word, and what is
 * gone stands where it was.
 */
export function nextVersion(before: readonly VersionBlock[], after: readonly Block[]): VersionBlock[] {
  const known = before.filter(isParagraph);
  const words = after.filter((block) => block.kind === 'paragraph').map(({ text }) => text);
  const { matches, removed } = matchParagraphs(known, words);
  const gone = goneAfter(known, new Set(removed.map(({ id }) => id)));

  const first = after.findIndex((block) => block.kind === 'paragraph');
  return after.flatMap((block, index): VersionBlock[] => {
    if (block.kind === 'heading') return [block];
    const paragraph = laidOut(block, matches[block.number - 1]!);
    const start = index === first ? (gone.get(null) ?? []) : [];
    return [...start, paragraph, ...(gone.get(paragraph.id) ?? [])];
  });
}

/** Whether two versions say the same in the same order; plain words count, identities do not. */
export const isUnchanged = (before: readonly VersionBlock[], after: readonly Block[]): boolean =>
  JSON.stringify(before.filter((block) => block.kind !== 'removed').map(contentOf)) ===
  JSON.stringify(after.map(contentOf));

export const isParagraph = (block: VersionBlock): block is VersionParagraph => block.kind === 'paragraph';

function laidOut(block: ParagraphBlock, { id, change, before }: Match): VersionParagraph {
  const diff = change === 'changed' ? wordChanges(before, block.text) : null;
  return { ...block, id: id ?? randomUUID(), change, diff };
}

/** The paragraphs that are gone, by the one before them that stayed; under null those at the very beginning. */
function goneAfter(known: readonly KnownParagraph[], removed: ReadonlySet<string>) {
  const gone = new Map<string | null, VersionBlock[]>();
  let stayed: string | null = null;
  for (const { id, text } of known) {
    if (removed.has(id)) gone.set(stayed, [...(gone.get(stayed) ?? []), { kind: 'removed', id, text }]);
    else stayed = id;
  }
  return gone;
}

const contentOf = (block: Block | VersionBlock) =>
  block.kind === 'paragraph' ? [block.text, block.plain] : [block.text];

/** The same paragraphs as if there had been no version before. */
export const withoutHistory = (blocks: readonly VersionBlock[]): VersionBlock[] =>
  blocks.flatMap((block): VersionBlock[] => {
    if (block.kind === 'removed') return [];
    return [isParagraph(block) ? { ...block, change: null, diff: null } : block];
  });
