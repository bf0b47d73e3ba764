import { TILE_WIDTH } from './merkle.js';

export interface TileName {
  /** Height in tiles, or the entries themselves. */
  level: number | 'entries';
  index: number;
  /** How many hashes or entries: 256, or fewer at the right edge. */
  width: number;
}

const PATH = /^(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** Reads `<L>/<N>[.p/<W>]` with N in groups of three digits (C2SP tlog-tiles); null for anything else. */
export function parseTilePath(path: string): TileName | null {
  const [, level, number, partial] = PATH.exec(path) ?? [];
  if (!level || !number) return null;

  const index = Number(number.replaceAll(/[x/]/g, ''));
  const width = partial ? Number(partial) : TILE_WIDTH;
  const isShortest = tileNumber(index) === number;
  if (!isShortest || width > TILE_WIDTH || (partial && width === TILE_WIDTH)) return null;
  return { level: level === 'entries' ? level : Number(level), index, width };
}

/** A tile's number as its path has it: 1234067 is `x001/x234/067`. */
export function tileNumber(index: number): string {
  const groups = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  }
  return groups.join('/');
}

/** Entries one after the other, each with its length in two bytes, big-endian. */
export function bundle(entries: Buffer[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}
