import { describe, expect, test } from '@jest/globals';

import { Problem } from '../platform/problem.js';
import { boxOf, isNear, readFeatures, readGeometry } from './geo.js';

const square = (x: number, y: number, size: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
      [x, y],
    ],
  ],
});
const outline = square(12.12, 51.04, 0.01);
const features = (...geometries: unknown[]) => ({
  type: 'FeatureCollection',
  features: geometries.map((geometry) => ({ type: 'Feature', properties: { name: 'WA 1' }, geometry })),
});

function problemOf(work: () => unknown): Record<string, string> {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error.fields;
    throw error;
  }
  return {};
}

describe('a drawing', () => {
  test('is read with its names and without heights and foreign members', () => {
    const [feature] = readFeatures(features({ type: 'Point', coordinates: [12.1, 51, 182], crs: 'x' }));
    expect(feature).toEqual({
      type: 'Feature',
      properties: { name: 'WA 1' },
      geometry: { type: 'Point', coordinates: [12.1, 51] },
    });
  });

  const open = { type: 'Polygon', coordinates: [[...outline.coordinates[0]!.slice(0, 4)]] };
  test.each<[string, unknown, Record<string, string>]>([
    ['no object', 'x', { file: 'geo.no-object' }],
    ['no collection', outline, { file: 'geo.no-feature-collection' }],
    ['nothing in it', features(), { features: 'geo.empty' }],
    ['a geometry that is missing', features(null), { 'features[0].geometry': 'geo.no-object' }],
    [
      'an unknown type',
      features(outline, { type: 'GeometryCollection', geometries: [] }),
      { 'features[1].geometry.type': 'geo.type-unknown' },
    ],
    ['an open ring', features(open), { 'features[0].geometry.coordinates[0]': 'geo.ring-open' }],
    [
      'a line of one point',
      features({ type: 'LineString', coordinates: [[12, 51]] }),
      { 'features[0].geometry.coordinates': 'geo.line-too-short' },
    ],
    [
      'metres instead of degrees',
      features({ type: 'Point', coordinates: [714_000, 5_660_000] }),
      { 'features[0].geometry.coordinates': 'geo.not-wgs84' },
    ],
    [
      'swapped axes',
      features({ type: 'Point', coordinates: [51, 12] }),
      { 'features[0].geometry.coordinates': 'geo.axes-swapped' },
    ],
    [
      'words for numbers',
      features({ type: 'Point', coordinates: ['12', '51'] }),
      { 'features[0].geometry.coordinates': 'geo.no-position' },
    ],
    [
      'not a number',
      features({ type: 'Point', coordinates: [NaN, 51] }),
      { 'features[0].geometry.coordinates': 'geo.not-wgs84' },
    ],
    [
      'too many features',
      features(...Array.from({ length: 5_001 }, () => outline)),
      { features: 'geo.too-many-features' },
    ],
  ])('with %s is refused, and the place is named', (_, json, problem) => {
    expect(problemOf(() => readFeatures(json))).toEqual(problem);
  });

  test('with too many positions is refused', () => {
    const line = {
      type: 'LineString',
      coordinates: Array.from({ length: 11 }, (_, n) => [12 + n / 100, 51]),
    };
    expect(problemOf(() => readGeometry(line, 10))).toEqual({
      'geometry.coordinates[10]': 'geo.too-many-positions',
    });
    expect(readGeometry(line, 11).type).toBe('LineString');
  });
});

test('a box lies around everything', () => {
  expect(boxOf(outline).map((degree) => degree.toFixed(2))).toEqual(['12.12', '51.04', '12.13', '51.05']);
  const both = readFeatures(features(outline, { type: 'Point', coordinates: [12.5, 51.5] }));
  expect(boxOf(both).slice(2)).toEqual([12.5, 51.5]);
});

test('a place is near a plan when it touches its surroundings', () => {
  expect(isNear({ type: 'Point', coordinates: [12.125, 51.045] }, outline)).toBe(true);
  expect(isNear({ type: 'Point', coordinates: [12.145, 51.045] }, outline)).toBe(true);
  expect(isNear({ type: 'Point', coordinates: [12.2, 51.045] }, outline)).toBe(false);
  expect(isNear({ type: 'LineString', coordinates: [[11.9, 51.045], [12.4, 51.045]] }, outline)).toBe(true); // prettier-ignore
});
