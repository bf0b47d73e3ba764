import { describe, expect, test } from '@jest/globals';

import { parseText } from './paragraphs.js';
import { firstVersion, isParagraph, isUnchanged, nextVersion } from './versions.js';

const first = firstVersion(
  parseText(
    '## 1 Wege\n\nDer Uferweg wird drei Meter breit.\n\nDie Brücke entfällt ersatzlos.\n\n## 2 Bäume\n\nDie Pappel bleibt.',
  ).blocks,
);
const ids = first.filter(isParagraph).map(({ id }) => id);
const second = nextVersion(
  first,
  parseText(
    '## 1 Wege\n\nDer Uferweg wird vier Meter breit.\n\n## 2 Bäume\n\nDie Pappel bleibt.\n\nVierzig Linden kommen hinzu.',
  ).blocks,
);

describe('a new version of a text', () => {
  test('keeps identities, shows what changed, and leaves what is gone where it was', () => {
    expect(second).toMatchObject([
      { kind: 'heading', text: '1 Wege' },
      { kind: 'paragraph', id: ids[0], number: 1, change: 'changed' },
      { kind: 'removed', id: ids[1], text: 'Die Brücke entfällt ersatzlos.' },
      { kind: 'heading', text: '2 Bäume' },
      { kind: 'paragraph', id: ids[2], number: 2, change: 'same', diff: null },
      { kind: 'paragraph', number: 3, change: 'added', diff: null },
    ]);
    expect(second[1]).toMatchObject({ diff: expect.arrayContaining([{ kind: 'added', text: 'vier' }]) });
  });

  test('shows what is gone only once', () => {
    const third = nextVersion(second, parseText('Die Pappel bleibt.').blocks);
    expect(third.map(({ kind }) => kind)).toEqual(['removed', 'paragraph', 'removed']);
    expect(third[1]).toMatchObject({ id: ids[2], number: 1 });
  });

  test('is none when nothing changed but the space', () => {
    const again = (text: string) => isUnchanged(second, parseText(text).blocks);
    const text =
      '## 1 Wege\nDer Uferweg wird   vier\nMeter breit.\n## 2 Bäume\nDie Pappel bleibt.\n\nVierzig Linden kommen hinzu.';
    expect(again(text)).toBe(true);
    expect(again(`${text}\n\n> Linden.`)).toBe(false);
  });
});
