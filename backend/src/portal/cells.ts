import type { Box } from './dialogue.sql.js';

/** Cells are counted on every second level from here to there (migration `map`). */
const [COARSEST, FINEST] = [8, 20];
/** Nobody sees more on a map, whatever box and zoom are asked for. */
const MOST_CELLS = 500;
const MAX_LATITUDE = 85;

export const WORLD: Box = [-180, -MAX_LATITUDE, 180, MAX_LATITUDE];

/** A stretch of the square world of Web Mercator, cut into 2^level columns and rows from the north-west. */
export interface Cells {
  level: number;
  west: number;
  north: number;
  east: number;
  south: number;
}

/** Whether cells of such a level are counted, or those of a finer one that they are made of. */
export const isCounted = ({ level }: Cells): boolean => level <= FINEST;

/** The counted cells that others are made of: their level, their edges, and how many levels finer they are. */
export function countedOf({ level: asked, west, north, east, south }: Cells): Cells & { finer: number } {
  const level = Math.min(Math.max(asked + (asked % 2), COARSEST), FINEST);
  const times = 2 ** (level - asked);
  return {
    ...{ level, finer: level - asked },
    ...{ west: west * times, east: (east + 1) * times - 1 },
    ...{ north: north * times, south: (south + 1) * times - 1 },
  };
}

/** The cells that a box touches, coarser than asked for where they would be too many. */
export function cellsOf([west, south, east, north]: Box, asked: number): Cells {
  for (let level = asked; ; level -= 1) {
    const at = (share: number) => Math.min(Math.max(Math.floor(share * 2 ** level), 0), 2 ** level - 1);
    const cells = {
      level,
      ...{ west: at((west + 180) / 360), east: at((east + 180) / 360) },
      ...{ north: at(rowOf(north)), south: at(rowOf(south)) },
    };
    if ((cells.east - cells.west + 1) * (cells.south - cells.north + 1) <= MOST_CELLS) return cells;
  }
}

/** The box of some cells in degrees. */
export const boxOf = ({ level, west, north, east, south }: Cells): Box => [
  (west / 2 ** level) * 360 - 180,
  latitudeOf((south + 1) / 2 ** level),
  ((east + 1) / 2 ** level) * 360 - 180,
  latitudeOf(north / 2 ** level),
];

function rowOf(latitude: number): number {
  const sine = Math.sin((Math.min(Math.max(latitude, -MAX_LATITUDE), MAX_LATITUDE) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

const latitudeOf = (row: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * row))) * 180) / Math.PI;
