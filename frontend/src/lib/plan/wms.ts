interface Service {
  url: string;
  layers: string;
}

type Box = [west: number, south: number, east: number, north: number];

const ask = (url: string, query: string) => `${url}${url.includes('?') ? '&' : '?'}${query}`;

/** The address of one picture of a map service, of this box in degrees. */
export function pictureOf({ url, layers }: Service, [west, south, east, north]: Box): string {
  const box = [...mercator(west, south), ...mercator(east, north)].map(Math.round).join(',');
  return ask(
    url,
    `service=WMS&request=GetMap&version=1.3.0&crs=EPSG:3857&format=image/png&transparent=true&width=320&height=240&styles=&layers=${encodeURIComponent(layers)}&bbox=${box}`,
  );
}

/**
 * The layers that a service names, asked by the browser of whoever sets it up: our servers fetch no address that
 * somebody typed. Fails where the service does not let other pages ask.
 */
export async function layersOf(url: string): Promise<{ name: string; title: string }[]> {
  const response = await fetch(ask(url, 'service=WMS&request=GetCapabilities'), {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(15_000),
  });
  const xml = new DOMParser().parseFromString(await response.text(), 'text/xml');
  return [...xml.querySelectorAll('Layer > Name')].slice(0, 200).map((name) => ({
    name: name.textContent ?? '',
    title: name.parentElement?.querySelector(':scope > Title')?.textContent ?? '',
  }));
}

/** The box around a geometry, a little wider; null where there is none. */
export function boxAround(geometry: unknown): Box | null {
  const found = positions((geometry as { coordinates?: unknown } | null)?.coordinates);
  if (!found.length) return null;
  const [xs, ys] = [found.map(([x]) => x!), found.map(([, y]) => y!)];
  const wide = 0.005;
  return [Math.min(...xs) - wide, Math.min(...ys) - wide, Math.max(...xs) + wide, Math.max(...ys) + wide];
}

function positions(coordinates: unknown): number[][] {
  if (!Array.isArray(coordinates)) return [];
  return typeof coordinates[0] === 'number' ? [coordinates as number[]] : coordinates.flatMap(positions);
}

/** Metres of EPSG:3857. */
function mercator(longitude: number, latitude: number): [number, number] {
  const radius = 6_378_137;
  const y = Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
  return [(radius * longitude * Math.PI) / 180, radius * y];
}
