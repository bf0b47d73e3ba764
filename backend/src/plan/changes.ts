import { diffArrays } from 'diff';

/** A stretch of words that stayed, came in or went out. */
export interface DiffPart {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** One change as it is told in a sentence: `before` is null for what came in, `after` for what went out. */
export interface Step {
  before: string | null;
  after: string | null;
}

const MAX_EDITS = 4_000;

/** A word or a number as Germans write it (`1.120,5`, `WA-2`), a stretch of space, or one other sign. */
const TOKEN = /[\p{L}\p{N}]+(?:[.,:/’'-][\p{L}\p{N}]+)*|\s+|[^\s\p{L}\p{N}]/gu;

/** What changed from one text to another, word by word; two texts with nothing in common are replaced whole. */
export function wordChanges(before: string, after: string): DiffPart[] {
  const changes = diffArrays(before.match(TOKEN) ?? [], after.match(TOKEN) ?? [], {
    maxEditLength: MAX_EDITS,
  });
  const parts = changes?.map(({ added, removed, value }): DiffPart => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
  return joinNeighbours(bridgeSpaces(parts ?? replaced(before, after)));
}

const replaced = (before: string, after: string): DiffPart[] => [
  { kind: 'removed', text: before },
  { kind: 'added', text: after },
];

/** The same changes one after another, for those who hear them or do not see colours. */
export function steps(parts: readonly DiffPart[]): Step[] {
  const found: Step[] = [];
  let open: Step | null = null;
  for (const { kind, text } of parts) {
    if (kind === 'same') open = null;
    else if (open) open[kind === 'added' ? 'after' : 'before'] = text.trim();
    else
      found.push(
        (open = {
          before: kind === 'removed' ? text.trim() : null,
          after: kind === 'added' ? text.trim() : null,
        }),
      );
  }
  return found.filter(({ before, after }) => before || after);
}

/** A lone space between two changes belongs to both, so that a changed phrase reads in one piece. */
function bridgeSpaces(parts: DiffPart[]): DiffPart[] {
  return parts.flatMap((part, index) => {
    const isBridge = part.kind === 'same' && part.text.trim() === '' && index > 0 && index < parts.length - 1;
    if (!isBridge) return [part];
    return [
      { kind: 'removed' as const, text: part.text },
      { kind: 'added' as const, text: part.text },
    ];
  });
}

/** Between two unchanged stretches stands at most one removed and then one added. */
function joinNeighbours(parts: DiffPart[]): DiffPart[] {
  const joined: DiffPart[] = [];
  let removed = '';
  let added = '';
  const close = () => {
    if (removed) joined.push({ kind: 'removed', text: removed });
    if (added) joined.push({ kind: 'added', text: added });
    removed = added = '';
  };
  for (const { kind, text } of parts) {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else {
      close();
      joined.push({ kind, text });
    }
  }
  close();
  return joined;
}
