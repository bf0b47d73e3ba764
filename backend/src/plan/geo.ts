import bbox from '@turf/bbox';
import { booleanIntersects } from '@turf/boolean-intersects';
import type { Feature, FeatureCollection, Geometry, Polygon, Position } from 'geojson';

import { Problem } from '../platform/problem.js';

/** West, south, east, north in degrees (WGS84). */
export type Box = [number, number, number, number];
export type PlanGeometry = Exclude<Geometry, { type: 'GeometryCollection' }>;
export type PlanFeature = Feature<PlanGeometry, Record<string, unknown>>;

export const MAX_FEATURES = 5_000;
export const MAX_POSITIONS = 200_000;

/** How many lists lie around a position in the coordinates of each type. */
const DEPTH: Record<PlanGeometry['type'], number> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};
const GERMANY: Box = [5.5, 47, 15.5, 55.5];
/** The surroundings of a plan reach at least so far, in degrees: about 1.5 km. */
const SURROUNDINGS = 0.02;

/**
 * Reads a GeoJSON FeatureCollection (RFC 7946, WGS84) and leaves out what does not belong in it: third
 * coordinates and foreign members. Throws a problem whose field is the path of what is wrong.
 */
export function readFeatures(json: unknown, maxPositions = MAX_POSITIONS): PlanFeature[] {
  const { type, features } = membersOf(json, '');
  if (type !== 'FeatureCollection' || !Array.isArray(features)) throw wrong('', 'geo.no-feature-collection');
  if (features.length === 0) throw wrong('features', 'geo.empty');
  if (features.length > MAX_FEATURES) throw wrong('features', 'geo.too-many-features');

  const reader = new GeometryReader(maxPositions);
  return features.map((feature: unknown, index) => {
    const path = `features[${index}]`;
    const { type: kind, properties, geometry } = membersOf(feature, path);
    if (kind !== 'Feature') throw wrong(path, 'geo.no-feature');
    return {
      type: 'Feature' as const,
      properties: membersOf(properties ?? {}, `${path}.properties`),
      geometry: reader.read(geometry, `${path}.geometry`),
    };
  });
}

/** Reads one geometry of at most so many positions. Throws a problem whose field is the path of what is wrong. */
export const readGeometry = (json: unknown, maxPositions = MAX_POSITIONS): PlanGeometry =>
  new GeometryReader(maxPositions).read(json, 'geometry');

/** The smallest box around a geometry or several features. */
export function boxOf(shape: Geometry | readonly PlanFeature[]): Box {
  const [west, south, east, north] = bbox('type' in shape ? shape : collectionOf(shape)) as Box;
  return [west, south, east, north];
}

/** Whether a geometry encloses something. */
export const isArea = ({ type }: PlanGeometry): boolean => type === 'Polygon' || type === 'MultiPolygon';

/** Whether a geometry touches the surroundings of a plan: its outline's box, grown by its own size on each side. */
export const isNear = (geometry: Geometry, outline: Geometry): boolean =>
  booleanIntersects(geometry, surroundingsOf(outline));

function surroundingsOf(outline: Geometry): Polygon {
  const [west, south, east, north] = boxOf(outline);
  const [x, y] = [Math.max(east - west, SURROUNDINGS), Math.max(north - south, SURROUNDINGS)];
  const [w, s, e, n] = [west - x, south - y, east + x, north + y];

  return { type: 'Polygon', coordinates: [[[w, s], [e, s], [e, n], [w, n], [w, s]]] }; // prettier-ignore
}

const collectionOf = (features: readonly PlanFeature[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: [...features],
});

class GeometryReader {
  private positions = 0;

  constructor(private readonly maxPositions: number) {}

  read(json: unknown, path: string): PlanGeometry {
    const { type, coordinates } = membersOf(json, path);
    const depth = DEPTH[type as PlanGeometry['type']];
    if (depth === undefined) throw wrong(`${path}.type`, 'geo.type-unknown');

    const found = this.lists(coordinates, depth, `${path}.coordinates`);
    const geometry = { type, coordinates: found } as PlanGeometry;
    refuseBadShape(geometry, `${path}.coordinates`);
    return geometry;
  }

  private lists(json: unknown, depth: number, path: string): unknown {
    if (depth === 0) return this.position(json, path);
    if (!Array.isArray(json) || json.length === 0) throw wrong(path, 'geo.empty');
    return json.map((inner: unknown, index) => this.lists(inner, depth - 1, `${path}[${index}]`));
  }

  private position(json: unknown, path: string): Position {
    if (++this.positions > this.maxPositions) throw wrong(path, 'geo.too-many-positions');
    const [x, y] = Array.isArray(json) ? (json as unknown[]) : [];
    if (typeof x !== 'number' || typeof y !== 'number') throw wrong(path, 'geo.no-position');
    if (isWithin([y, x], GERMANY) && !isWithin([x, y], GERMANY)) throw wrong(path, 'geo.axes-swapped');
    if (!isWithin([x, y], [-180, -90, 180, 90])) throw wrong(path, 'geo.not-wgs84');
    return [x, y];
  }
}

function refuseBadShape(geometry: PlanGeometry, path: string): void {
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : [];
  const polygons = geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
  const lines = geometry.type === 'MultiLineString' ? geometry.coordinates : [];

  rings.forEach((ring, index) => refuseOpenRing(ring, `${path}[${index}]`));
  polygons.forEach((inner, index) => {
    inner.forEach((ring, hole) => refuseOpenRing(ring, `${path}[${index}][${hole}]`));
  });
  if (geometry.type === 'LineString') lines.push(geometry.coordinates);
  if (lines.some((line) => line.length < 2)) throw wrong(path, 'geo.line-too-short');
}

function refuseOpenRing(ring: Position[], path: string): void {
  const [first, last] = [ring[0]!, ring.at(-1)!];
  if (ring.length < 4 || first[0] !== last[0] || first[1] !== last[1]) throw wrong(path, 'geo.ring-open');
}

const isWithin = ([x, y]: [number, number], [west, south, east, north]: Box): boolean =>
  x >= west && x <= east && y >= south && y <= north;

function membersOf(json: unknown, path: string): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw wrong(path, 'geo.no-object');
  return json as Record<string, unknown>;
}

const wrong = (path: string, code: string) => new Problem('input.invalid', { [path || 'file']: code });
