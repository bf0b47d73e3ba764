import { describe, expect, test } from '@jest/globals';

import { complete, isIncluded, leafHash, nodeHash, TILE_WIDTH, Tree, type NodeSource } from './merkle.js';
import { readCheckpoint, signCheckpoint, verifierKey } from './note.js';
import { parseTilePath, tileNumber } from './tiles.js';

const leaves = (count: number) =>
  Array.from({ length: count }, (_, at) => leafHash(Buffer.from(`entry ${at}`)));

/** An independent oracle: RFC 9162 § 2.1.1 word for word. */
function oracle(list: Buffer[]): Buffer {
  if (list.length === 1) return list[0]!;
  let split = 1;
  while (split * 2 < list.length) split *= 2;
  return nodeHash(oracle(list.slice(0, split)), oracle(list.slice(split)));
}

const stored = (list: Buffer[]): NodeSource => {
  const tiles = Array.from({ length: Math.floor(list.length / TILE_WIDTH) }, (_, at) =>
    complete(list.slice(at * TILE_WIDTH, (at + 1) * TILE_WIDTH)),
  );
  return async (level, from, count) => (level === 0 ? list : tiles).slice(from, from + count);
};

describe('the tree', () => {
  test.each([1, 2, 3, 7, 8, 255, 256, 257, 600, 1000])(
    'has the root of RFC 9162 at size %i',
    async (size) => {
      const list = leaves(size);
      expect(await new Tree(stored(list), size).root()).toEqual(oracle(list));
    },
  );

  test('proves every leaf, and no other one', async () => {
    for (const size of [1, 2, 5, 256, 300]) {
      const list = leaves(size);
      const tree = new Tree(stored(list), size);
      const root = await tree.root();
      for (const index of [0, 1, Math.floor(size / 2), size - 1].filter((at) => at < size)) {
        const path = await tree.inclusionProof(index);
        expect(isIncluded(list[index]!, { index, size, path }, root)).toBe(true);
        expect(isIncluded(leafHash(Buffer.from('other')), { index, size, path }, root)).toBe(false);
        expect(isIncluded(list[index]!, { index: index + 1, size, path }, root)).toBe(false);
      }
    }
  });
});

describe('a checkpoint', () => {
  test('is read back, and not when a byte is changed', () => {
    const note = signCheckpoint(12, Buffer.alloc(32, 7));
    expect(readCheckpoint(note)).toEqual({ size: 12, root: Buffer.alloc(32, 7) });
    expect(readCheckpoint(note.replace('\n12\n', '\n13\n'))).toBeNull();
    expect(verifierKey()).toMatch(/^localhost:3000\/register\+[0-9a-f]{8}\+A[Q-Za-f]/);
  });
});

describe('a tile', () => {
  test('is named as tlog-tiles names it', () => {
    expect(tileNumber(1_234_067)).toBe('x001/x234/067');
    expect(parseTilePath('0/x001/x234/067.p/12')).toEqual({ level: 0, index: 1_234_067, width: 12 });
    expect(parseTilePath('entries/000')).toEqual({ level: 'entries', index: 0, width: 256 });
    for (const wrong of ['0/0', '0/x000/001', '0/000.p/256', '0/000.p/0', '64a/000', '../000', '0/000/']) {
      expect(parseTilePath(wrong)).toBeNull();
    }
  });
});
