import type { GeoJSONSource, Map as LibreMap, StyleSpecification } from 'maplibre-gl';

type Position = [number, number];
type Feature = { id: string; name: string; kind: string; geometry: object };

export interface MapContent {
  /** Address of a GeoJSON file with outlines that are only ground. */
  outlines?: string;
  /** The outline that is in view at first. */
  outline?: object | null;
  features?: Feature[];
  points?: { id: string; position: Position; label: string; count: number }[];
  /** Map services (WMS). */
  layers?: { id: string; title: string; url: string; layers: string }[];
  tileUrl?: string | null;
  attribution: string;
}

export interface DrawnMap {
  choose(id: string | null): void;
  draw(kind: 'point' | 'line' | 'area'): void;
  /** Adds a corner where the map's centre is: drawing without a mouse. */
  addAtCentre(): void;
  finish(): void;
  clear(): void;
  remove(): void;
}

interface Listeners {
  ondraw?: ((geometry: object | null) => void) | undefined;
  onchoose?: ((id: string) => void) | undefined;
}

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

/** Draws a map into an element; without a tile server the outlines stand on plain ground. */
export async function drawMap(
  box: HTMLElement,
  content: MapContent,
  listeners: Listeners,
): Promise<DrawnMap> {
  const { Map, NavigationControl, AttributionControl, LngLatBounds, setWorkerUrl } =
    await import('maplibre-gl');
  const { default: workerUrl } = await import('maplibre-gl/dist/maplibre-gl-worker.mjs?url');
  await import('maplibre-gl/dist/maplibre-gl.css');
  setWorkerUrl(workerUrl);

  const map = new Map({
    container: box,
    style: styleOf(content),
    attributionControl: false,
    dragRotate: false,
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  map.addControl(new AttributionControl({ compact: false, customAttribution: content.attribution }));
  const bounds = new LngLatBounds();
  for (const position of positionsIn(content)) bounds.extend(position);
  if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 32, animate: false, maxZoom: 16 });

  await new Promise<void>((resolve) => void map.once('load', () => resolve()));
  for (const layer of ['points', 'features']) {
    map.on('click', layer, ({ features }) => {
      const id = features?.[0]?.properties?.id as string | undefined;
      if (id) listeners.onchoose?.(id);
    });
    map.on('mouseenter', layer, () => (map.getCanvas().style.cursor = 'pointer'));
    map.on('mouseleave', layer, () => (map.getCanvas().style.cursor = ''));
  }
  return { ...drawingOn(map, listeners), choose: (id) => mark(map, id), remove: () => map.remove() };
}

function mark(map: LibreMap, id: string | null): void {
  map.setFilter('chosen', ['==', ['get', 'id'], id ?? '']);
}

/** One shape at a time: corners by click or at the centre, finished by a button. */
function drawingOn(map: LibreMap, { ondraw }: Listeners) {
  let kind: 'point' | 'line' | 'area' | null = null;
  let corners: Position[] = [];
  const shape = (): object | null => {
    if (corners.length === 0) return null;
    if (kind === 'point') return { type: 'Point', coordinates: corners[0] };
    if (kind === 'area' && corners.length > 2)
      return { type: 'Polygon', coordinates: [[...corners, corners[0]]] };
    return corners.length > 1
      ? { type: 'LineString', coordinates: corners }
      : { type: 'Point', coordinates: corners[0] };
  };
  const show = () => {
    const geometry = shape();
    const data = {
      type: 'FeatureCollection',
      features: geometry ? [{ type: 'Feature', properties: {}, geometry }] : [],
    };
    void map.getSource<GeoJSONSource>('drawn')?.setData(data as never);
    ondraw?.(geometry);
  };
  const add = ({ lng, lat }: { lng: number; lat: number }) => {
    if (!kind) return;
    const corner: Position = [Number(lng.toFixed(6)), Number(lat.toFixed(6))];
    corners = kind === 'point' ? [corner] : [...corners, corner];
    show();
  };
  map.on('click', ({ lngLat }) => add(lngLat));

  return {
    draw(next: 'point' | 'line' | 'area') {
      [kind, corners] = [next, []];
      show();
    },
    addAtCentre: () => add(map.getCenter()),
    finish: () => void (kind = null),
    clear() {
      [kind, corners] = [null, []];
      show();
    },
  };
}

function styleOf({ outlines, outline, features, points, layers, tileUrl }: MapContent): StyleSpecification {
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const town = getComputedStyle(document.documentElement).getPropertyValue('--town').trim() || '#1f4e79';
  const line = isDark ? '#e8e8ee' : town;
  const collection = (list: object[]) => ({
    type: 'geojson' as const,
    data: { type: 'FeatureCollection', features: list } as never,
  });
  const feature = (geometry: object, properties: object) => ({ type: 'Feature', properties, geometry });
  const wms = layers ?? [];

  return {
    version: 8,
    sources: {
      ...(tileUrl && { tiles: { type: 'raster' as const, tiles: [tileUrl], tileSize: 256 } }),
      ...Object.fromEntries(
        wms.map((layer) => [layer.id, { type: 'raster' as const, tiles: [wmsUrl(layer)], tileSize: 256 }]),
      ),
      outlines: outlines ? { type: 'geojson' as const, data: outlines } : collection([]),
      outline: collection(outline ? [feature(outline, {})] : []),
      features: collection(
        (features ?? []).map(({ id, name, kind, geometry }) =>
          feature(geometry, { id, name, colour: COLOURS[kind] ?? '#9a9aa5' }),
        ),
      ),
      points: collection(
        (points ?? []).map(({ id, position, label, count }) =>
          feature({ type: 'Point', coordinates: position }, { id, label, count }),
        ),
      ),
      drawn: collection([]),
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': isDark ? '#1b1f27' : '#f4f2ec' } },
      ...(tileUrl ? [{ id: 'tiles', type: 'raster' as const, source: 'tiles' }] : []),
      ...wms.map(({ id }) => ({
        id: `wms-${id}`,
        type: 'raster' as const,
        source: id,
        paint: { 'raster-opacity': 0.7 },
      })),
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
      {
        id: 'features-fill',
        type: 'fill',
        source: 'features',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': 0.55 },
      },
      {
        id: 'features',
        type: 'line',
        source: 'features',
        paint: { 'line-color': ['get', 'colour'], 'line-width': 3 },
      },
      {
        id: 'feature-points',
        type: 'circle',
        source: 'features',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: { 'circle-color': ['get', 'colour'], 'circle-radius': 7 },
      },
      {
        id: 'outline',
        type: 'line',
        source: 'outline',
        paint: { 'line-color': line, 'line-width': 3, 'line-dasharray': [3, 1.5] },
      },
      {
        id: 'chosen',
        type: 'line',
        source: 'features',
        filter: ['==', ['get', 'id'], ''],
        paint: { 'line-color': line, 'line-width': 6 },
      },
      {
        id: 'points',
        type: 'circle',
        source: 'points',
        paint: {
          'circle-color': line,
          'circle-radius': ['+', 7, ['min', ['*', 2, ['get', 'count']], 9]],
          'circle-stroke-color': '#ffffff',
          'circle-stroke-width': 2,
        },
      },
      {
        id: 'drawn-fill',
        type: 'fill',
        source: 'drawn',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': '#d0342c', 'fill-opacity': 0.3 },
      },
      {
        id: 'drawn-line',
        type: 'line',
        source: 'drawn',
        paint: { 'line-color': '#d0342c', 'line-width': 4 },
      },
      {
        id: 'drawn-point',
        type: 'circle',
        source: 'drawn',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-color': '#d0342c',
          'circle-radius': 9,
          'circle-stroke-color': '#ffffff',
          'circle-stroke-width': 2,
        },
      },
    ],
  };
}

function wmsUrl({ url, layers }: { url: string; layers: string }): string {
  const query = `service=WMS&request=GetMap&version=1.3.0&crs=EPSG:3857&format=image/png&transparent=true&width=256&height=256&styles=&layers=${encodeURIComponent(layers)}`;
  return `${url}${url.includes('?') ? '&' : '?'}${query}&bbox={bbox-epsg-3857}`;
}

function positionsIn({ outline, features, points }: MapContent): Position[] {
  if (outline) return flat((outline as { coordinates: unknown }).coordinates);
  const drawn = (features ?? []).flatMap(({ geometry }) =>
    flat((geometry as { coordinates: unknown }).coordinates),
  );
  return drawn.length ? drawn : (points ?? []).map(({ position }) => position);
}

function flat(coordinates: unknown): Position[] {
  if (!Array.isArray(coordinates)) return [];
  if (typeof coordinates[0] === 'number') return [[coordinates[0], coordinates[1] as number]];
  return coordinates.flatMap(flat);
}
