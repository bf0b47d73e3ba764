import { createHash } from 'node:crypto';

/** Hashes of complete subtrees of 256^level leaves, in their order; `from` counts at that level. */
export type NodeSource = (level: number, from: number, count: number) => Promise<Buffer[]>;

/** A tile holds so many hashes (C2SP tlog-tiles), eight levels of the tree. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

const sha256 = (...parts: Buffer[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** RFC 9162 § 2.1.1: a leaf is hashed with 0x00 before it, a node with 0x01. */
export const leafHash = (entry: Buffer): Buffer => sha256(Buffer.of(0), entry);
export const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.of(1), left, right);

/** The root of a complete subtree. `hashes` has a power of two of them. */
export function complete(hashes: Buffer[]): Buffer {
  let level = hashes;
  while (level.length > 1)
    level = Array.from({ length: level.length / 2 }, (_, at) => nodeHash(level[2 * at]!, level[2 * at + 1]!));
  return level[0]!;
}

/** A tree of a given size over stored hashes; reads at most 256 of them for each tile on the way. */
export class Tree {
  constructor(
    private readonly nodes: NodeSource,
    readonly size: number,
  ) {}

  /** The Merkle tree hash (RFC 9162 § 2.1.1); of an empty tree the hash of nothing. */
  root(): Promise<Buffer> {
    return this.size === 0 ? Promise.resolve(sha256()) : this.range(0, this.size);
  }

  /** The path from a leaf to the root (RFC 9162 § 2.1.3.1), from the leaf upwards. */
  async inclusionProof(index: number): Promise<Buffer[]> {
    const path: Buffer[] = [];
    let [start, end] = [0, this.size];
    while (end - start > 1) {
      const split = start + largestPowerBelow(end - start);
      path.unshift(index < split ? await this.range(split, end) : await this.range(start, split));
      [start, end] = index < split ? [start, split] : [split, end];
    }
    return path;
  }

  /** The hash over leaves `start` to `end`, `start` being aligned as the tree splits. */
  private async range(start: number, end: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let at = start; at < end;) {
      const height = Math.floor(Math.log2(end - at));
      parts.push(await this.subtree(at, height));
      at += 2 ** height;
    }
    return parts.reduceRight((right, left) => nodeHash(left, right));
  }

  private async subtree(start: number, height: number): Promise<Buffer> {
    const level = Math.floor(height / TILE_HEIGHT);
    const hashes = await this.nodes(level, start / TILE_WIDTH ** level, 2 ** (height % TILE_HEIGHT));
    return complete(hashes);
  }
}

/** Where a leaf belongs, and what leads from it to the root. */
export interface Inclusion {
  index: number;
  size: number;
  path: Buffer[];
}

/** Whether a leaf is in the tree with this root (RFC 9162 § 2.1.3.2). */
export function isIncluded(leaf: Buffer, { index, size, path }: Inclusion, root: Buffer): boolean {
  if (index < 0 || index >= size) return false;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.equals(root);
}

function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}
