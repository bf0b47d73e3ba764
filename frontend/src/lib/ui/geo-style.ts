import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';

import type { MapContent, Point } from './geo-map.ts';

const COLOURS: Record<string, string> = {
  building: '#c98a5a',
  mixed: '#b08968',
  green: '#6a9f58',
  tree: '#3f7d3a',
  water: '#5a9bd4',
  road: '#8c8c94',
  path: '#b5a642',
  protect: '#9b6fb0',
  energy: '#d4a017',
};

const RED = '#d0342c';
const WHITE_EDGE = { 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 2 };

interface Ink {
  isDark: boolean;
  line: string;
}

/** The look of a map: plain ground, what is drawn by the plan, what is drawn by the visitor on top. */
export function styleOf(content: MapContent): StyleSpecification {
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const accent =
    getComputedStyle(document.documentElement).getPropertyValue('--accent-source').trim() || '#1f4e79';
  const ink: Ink = { isDark, line: isDark ? '#e8e8ee' : accent };
  const layers = [...groundOf(content, ink), ...planOf(ink), ...drawnByVisitor()];

  return { version: 8, sources: sourcesOf(content), layers };
}

function sourcesOf({ outlines, outline, features, points, layers, tileUrl }: MapContent) {
  const sources: Record<string, SourceSpecification> = {
    outlines: outlines ? { type: 'geojson', data: outlines } : collection([]),
    outline: collection(outline ? [feature(outline, {})] : []),
    features: collection(
      (features ?? []).map(({ id, name, kind, geometry }) =>
        feature(geometry, { id, name, colour: COLOURS[kind] ?? '#9a9aa5' }),
      ),
    ),
    points: { type: 'geojson', data: pointsOf(points ?? []) as never },
    drawn: collection([]),
  };
  if (tileUrl) sources.tiles = { type: 'raster', tiles: [tileUrl], tileSize: 256 };
  for (const layer of layers ?? []) {
    sources[layer.id] = { type: 'raster', tiles: [wmsUrl(layer)], tileSize: 256 };
  }
  return sources;
}

const collection = (features: object[]): SourceSpecification => ({
  type: 'geojson',
  data: { type: 'FeatureCollection', features } as never,
});

/** Points as a GeoJSON collection. */
export const pointsOf = (points: Point[]): object => ({
  type: 'FeatureCollection',
  features: points.map(({ id, position, label, count }) =>
    feature({ type: 'Point', coordinates: position }, { id, label, count }),
  ),
});

const feature = (geometry: object, properties: object) => ({ type: 'Feature', properties, geometry });

function groundOf({ layers, tileUrl }: MapContent, { isDark }: Ink): LayerSpecification[] {
  const services: LayerSpecification[] = (layers ?? []).map(({ id }) => ({
    id: `wms-${id}`,
    type: 'raster',
    source: id,
    paint: { 'raster-opacity': 0.7 },
  }));
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': isDark ? '#1b1f27' : '#f4f2ec' } },
    ...(tileUrl ? [{ id: 'tiles', type: 'raster' as const, source: 'tiles' }] : []),
    ...services,
    {
      id: 'outlines-fill',
      type: 'fill',
      source: 'outlines',
      paint: { 'fill-color': isDark ? '#2a303b' : '#ffffff' },
    },
    {
      id: 'outlines-line',
      type: 'line',
      source: 'outlines',
      paint: { 'line-color': isDark ? '#596273' : '#b9b6ab', 'line-width': 0.7 },
    },
  ];
}

const ofPlan = { source: 'features' } as const;
const COLOUR = ['get', 'colour'] as never;
const only = (type: 'Polygon' | 'Point') => ['==', ['geometry-type'], type] as never;
const NOBODY = ['==', ['get', 'id'], ''] as never;

function planOf({ isDark, line }: Ink): LayerSpecification[] {
  const edge = { 'line-color': COLOUR, 'line-width': 3 };
  const outline = { 'line-color': line, 'line-width': 3, 'line-dasharray': [3, 1.5] };
  const dot = { 'circle-color': COLOUR, 'circle-radius': 7 };
  const ring = {
    'circle-color': COLOUR,
    'circle-radius': 9,
    'circle-stroke-color': line,
    'circle-stroke-width': 4,
  };
  const voices = { 'circle-color': line, 'circle-radius': sizeOf(8, 28) };

  return [
    {
      id: 'features-fill',
      type: 'fill',
      ...ofPlan,
      filter: only('Polygon'),
      paint: { 'fill-color': COLOUR, 'fill-opacity': 0.55 },
    },
    { id: 'features', type: 'line', ...ofPlan, paint: edge },
    { id: 'feature-points', type: 'circle', ...ofPlan, filter: only('Point'), paint: dot },
    { id: 'outline', type: 'line', source: 'outline', paint: outline },
    { id: 'chosen', type: 'line', ...ofPlan, filter: NOBODY, paint: { 'line-color': line, 'line-width': 6 } },
    { id: 'chosen-point', type: 'circle', ...ofPlan, filter: NOBODY, paint: ring },
    { id: 'points', type: 'circle', source: 'points', paint: { ...voices, ...WHITE_EDGE } },
    ...countsOf(isDark),
    {
      id: 'chosen-spot',
      type: 'circle',
      source: 'points',
      filter: NOBODY,
      paint: {
        'circle-opacity': 0,
        'circle-radius': sizeOf(13, 33),
        'circle-stroke-color': line,
        'circle-stroke-width': 4,
      },
    },
  ];
}

/** Ten times as many make a point larger by the same step; two have room for their number. */
const sizeOf = (one: number, many: number) =>
  [
    'interpolate',
    ['linear'],
    ['log10', ['max', 1, ['get', 'count']]],
    0,
    one,
    0.3,
    one + 5,
    5,
    many,
  ] as never;

/** How many a point stands for, in the font of the device: without a glyph server nothing else is loaded. */
const countsOf = (isDark: boolean): LayerSpecification[] => [
  {
    id: 'point-counts',
    type: 'symbol',
    source: 'points',
    filter: ['>', ['get', 'count'], 1],
    layout: {
      'text-field': ['number-format', ['get', 'count'], { locale: 'de' }],
      'text-font': ['sans-serif'],
      'text-size': 13,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': isDark ? '#1b1f27' : '#ffffff' },
  },
];

function drawnByVisitor(): LayerSpecification[] {
  const drawn = { source: 'drawn' } as const;
  const fill = { 'fill-color': RED, 'fill-opacity': 0.3 };
  const dot = { 'circle-color': RED, 'circle-radius': 9, ...WHITE_EDGE };
  return [
    { id: 'drawn-fill', type: 'fill', ...drawn, filter: only('Polygon'), paint: fill },
    { id: 'drawn-line', type: 'line', ...drawn, paint: { 'line-color': RED, 'line-width': 4 } },
    { id: 'drawn-point', type: 'circle', ...drawn, filter: only('Point'), paint: dot },
  ];
}

function wmsUrl({ url, layers }: { url: string; layers: string }): string {
  const query = `service=WMS&request=GetMap&version=1.3.0&crs=EPSG:3857&format=image/png&transparent=true&width=256&height=256&styles=&layers=${encodeURIComponent(layers)}`;
  return `${url}${url.includes('?') ? '&' : '?'}${query}&bbox={bbox-epsg-3857}`;
}
