import type { Point, Position } from 'geojson';

import { m } from '#lib/paraglide/messages.js';

const PARTS = /^\s*(-?\d{1,2}(?:[.,]\d+)?)[\s,;]+(-?\d{1,3}(?:[.,]\d+)?)\s*$/;

/** Latitude and longitude as maps show them, with a point or a comma; null for what is none. */
export function pointFrom(text: string): Point | null {
  const [, north, east] = PARTS.exec(text) ?? [];
  if (!north || !east) return null;
  const [lat, lon] = [north, east].map((part) => Number(part.replace(',', '.')));
  return { type: 'Point', coordinates: [lon!, lat!] };
}

/** The same way back, to about one metre. */
export function coordinatesOf(place: unknown): string {
  const [lon, lat] = (place as Point).coordinates;
  return `${lat!.toFixed(5)}, ${lon!.toFixed(5)}`;
}

/** A place in words: latitude and longitude. */
export function placeInWords(place: unknown): string {
  const [lon, lat] = (place as Point).coordinates;
  return m.dialogue_place_words({ lat: lat!.toFixed(5), lon: lon!.toFixed(5) });
}

/** A point for a named place of the drawing: the middle of its corners. */
export function middleOf(geometry: object): Point {
  const corners = positionsIn((geometry as { coordinates: unknown }).coordinates);
  const mean = (axis: 0 | 1) =>
    corners.reduce((sum, position) => sum + position[axis]!, 0) / Math.max(corners.length, 1);
  return { type: 'Point', coordinates: [mean(0), mean(1)] };
}

const positionsIn = (part: unknown): Position[] => {
  if (!Array.isArray(part)) return [];
  return typeof part[0] === 'number' ? [part as Position] : part.flatMap(positionsIn);
};
