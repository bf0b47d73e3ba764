type Position = [longitude: number, latitude: number];

const NUMBER = /-?\d+(?:[.,]\d+)?/g;

/** Corners as people type them, one a line, latitude first as maps show it: `51.0481, 12.1367`. */
export function geometryOf(typed: string, shape: string): object | null {
  const lines = typed.split('\n').filter((line) => line.trim());
  const corners = lines.map(positionOf);
  if (!corners.length || corners.some((corner) => corner === null)) return null;
  const found = corners as Position[];
  if (shape === 'point') return { type: 'Point', coordinates: found[0] };
  if (shape === 'line') return found.length > 1 ? { type: 'LineString', coordinates: found } : null;
  if (found.length < 3) return null;
  const [first, last] = [found[0]!, found.at(-1)!];
  const isClosed = first[0] === last[0] && first[1] === last[1];
  return { type: 'Polygon', coordinates: [isClosed ? found : [...found, first]] };
}

/** What was drawn, as somebody would have typed it. */
export function cornersOf(geometry: { type: string; coordinates: unknown } | null): string {
  if (!geometry) return '';
  const { type, coordinates } = geometry;
  const found =
    type === 'Point'
      ? [coordinates as Position]
      : type === 'Polygon'
        ? (coordinates as Position[][])[0]!.slice(0, -1)
        : (coordinates as Position[]);
  return found.map(([x, y]) => `${y}, ${x}`).join('\n');
}

/** In Germany no latitude is a longitude, so that either order is understood. */
function positionOf(line: string): Position | null {
  const numbers = (line.match(NUMBER) ?? []).map((number) => Number(number.replace(',', '.')));
  const [first, second] = numbers;
  if (numbers.length !== 2 || first === undefined || second === undefined) return null;
  const isLongitudeFirst = first > 5 && first < 16 && second > 46 && second < 56;
  return isLongitudeFirst ? [first, second] : [second, first];
}
