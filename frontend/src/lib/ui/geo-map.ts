import type { GeoJSONSource, Map as LibreMap } from 'maplibre-gl';

import { pointsOf, styleOf } from './geo-style.ts';

type Position = [number, number];
/** West, south, east, north in degrees (WGS84). */
export type Box = [west: number, south: number, east: number, north: number];
export interface Point {
  id: string;
  position: Position;
  label: string;
  /** How many lie there. */
  count: number;
}
/** What of the world is in view. */
export interface View {
  box: Box;
  /** The world is 512 pixels wide at 0. */
  zoom: number;
}
type Feature = { id: string; name: string; kind: string; geometry: object };

export interface MapContent {
  /** Address of a GeoJSON file with outlines that are only ground. */
  outlines?: string;
  /** The outline that is in view at first. */
  outline?: object | null;
  /** What is in view at first instead of the outline. */
  box?: Box | null;
  features?: Feature[];
  points?: Point[];
  /** Map services (WMS). */
  layers?: { id: string; title: string; url: string; layers: string }[];
  tileUrl?: string | null;
  attribution: string;
  /** What the map and its buttons are called, for those who hear them. */
  words: { picture: string; zoomIn: string; zoomOut: string };
}

export interface DrawnMap {
  choose(id: string | null): void;
  /** Puts other points in the place of those that are there. */
  show(points: Point[]): void;
  /** Brings something into view, as large as it goes. */
  look(box: Box): void;
  draw(kind: 'point' | 'line' | 'area'): void;
  /** Adds a corner where the map's centre is: drawing without a mouse. */
  addAtCentre(): void;
  finish(): void;
  clear(): void;
  remove(): void;
}

/** Closer than this nothing is told apart. */
export const CLOSEST = 19;

interface Listeners {
  ondraw?: ((geometry: object | null) => void) | undefined;
  onchoose?: ((id: string) => void) | undefined;
  /** After the map has come to rest, and once at the beginning. */
  onview?: ((view: View) => void) | undefined;
}

/** Draws a map into an element; without a tile server the outlines stand on plain ground. */
export async function drawMap(
  box: HTMLElement,
  content: MapContent,
  listeners: Listeners,
): Promise<DrawnMap> {
  const map = await opened(box, content);
  const drawing = drawingOn(map, listeners);
  for (const layer of ['points', 'features-fill', 'features', 'feature-points']) {
    map.on('click', layer, ({ features }) => {
      const id = features?.[0]?.properties?.id as string | undefined;
      if (id && !drawing.isDrawing()) listeners.onchoose?.(id);
    });
    map.on('mouseenter', layer, () => (map.getCanvas().style.cursor = 'pointer'));
    map.on('mouseleave', layer, () => (map.getCanvas().style.cursor = ''));
  }
  const view = () => listeners.onview?.(viewOf(map));
  map.on('moveend', view);
  view();
  return {
    ...drawing,
    choose: (id) => mark(map, id),
    show: (points) => void map.getSource<GeoJSONSource>('points')?.setData(pointsOf(points) as never),
    look: (into) => void map.fitBounds(into, { padding: 24, maxZoom: CLOSEST, animate: !isCalm() }),
    remove: () => map.remove(),
  };
}

/** An empty map that has loaded what it needs, with what is in view at first. */
async function opened(box: HTMLElement, content: MapContent): Promise<LibreMap> {
  const { Map, NavigationControl, AttributionControl, LngLatBounds, setWorkerUrl } =
    await import('maplibre-gl');
  const { default: workerUrl } = await import('maplibre-gl/dist/maplibre-gl-worker.mjs?url');
  await import('maplibre-gl/dist/maplibre-gl.css');
  setWorkerUrl(workerUrl);

  const map = new Map({
    container: box,
    maxZoom: CLOSEST,
    style: styleOf(content),
    attributionControl: false,
    locale: {
      'Map.Title': content.words.picture,
      'NavigationControl.ZoomIn': content.words.zoomIn,
      'NavigationControl.ZoomOut': content.words.zoomOut,
    },
    dragRotate: false,
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  map.addControl(new AttributionControl({ compact: false, customAttribution: content.attribution }));
  const bounds = new LngLatBounds();
  for (const position of positionsIn(content)) bounds.extend(position);
  if (content.box) map.fitBounds(content.box, { animate: false });
  else if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 32, animate: false, maxZoom: 16 });
  await new Promise<void>((resolve) => void map.once('load', () => resolve()));
  return map;
}

const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

function viewOf(map: LibreMap): View {
  const bounds = map.getBounds();
  const edges = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  return { box: edges.map((edge) => Number(edge.toFixed(5))) as Box, zoom: map.getZoom() };
}

function mark(map: LibreMap, id: string | null): void {
  for (const layer of ['chosen', 'chosen-point', 'chosen-spot'])
    map.setFilter(layer, ['==', ['get', 'id'], id ?? '']);
}

type Kind = 'point' | 'line' | 'area';

/** One shape at a time: corners by click or at the centre, finished by a button. */
function drawingOn(map: LibreMap, { ondraw }: Listeners) {
  let kind: Kind | null = null;
  let corners: Position[] = [];
  const show = () => {
    const geometry = kind && shapeOf(kind, corners);
    const features = geometry ? [{ type: 'Feature', properties: {}, geometry }] : [];
    void map.getSource<GeoJSONSource>('drawn')?.setData({ type: 'FeatureCollection', features } as never);
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
    isDrawing: () => kind !== null,
    draw(next: Kind) {
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

/** What the corners make: a line needs two, an area three; fewer are shown as what they are. */
function shapeOf(kind: Kind, corners: Position[]): object | null {
  if (corners.length === 0) return null;
  if (kind === 'area' && corners.length > 2)
    return { type: 'Polygon', coordinates: [[...corners, corners[0]]] };
  return kind !== 'point' && corners.length > 1
    ? { type: 'LineString', coordinates: corners }
    : { type: 'Point', coordinates: corners[0] };
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
