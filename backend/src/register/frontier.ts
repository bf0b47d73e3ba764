import { nodeHash } from './merkle.js';

const TILE_HEIGHT = 8;

/** A Merkle tree that grows leaf by leaf and keeps only its right edge and the roots of complete tiles. */
export class Frontier {
  size = 0;
  /** `<level>/<index>` of each complete tile's root, as register.node has them. */
  readonly tiles = new Map<string, Buffer>();
  private readonly edge: (Buffer | null)[] = [];

  add(leaf: Buffer): void {
    let hash = leaf;
    let height = 0;
    for (let left = this.edge[0]; left; left = this.edge[height]) {
      hash = nodeHash(left, hash);
      this.edge[height] = null;
      height += 1;
      if (height % TILE_HEIGHT === 0) this.keepTile(height, hash);
    }
    this.edge[height] = hash;
    this.size += 1;
  }

  /** The Merkle tree hash of all leaves so far (RFC 9162 § 2.1.1); there is at least one. */
  root(): Buffer {
    const parts = this.edge.filter((part): part is Buffer => Boolean(part));
    return parts.slice(1).reduce((right, left) => nodeHash(left, right), parts[0]!);
  }

  private keepTile(height: number, hash: Buffer): void {
    this.tiles.set(`${height / TILE_HEIGHT}/${Math.floor(this.size / 2 ** height)}`, hash);
  }
}
